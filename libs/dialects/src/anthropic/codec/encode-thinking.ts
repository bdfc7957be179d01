import { budgetTokensOf, effortOf, type Effort, type Reasoning } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { DECIDES_ITSELF, generationOf, HAS_NO_KNOBS } from './model-generation.js';

/** The smallest thinking budget that is accepted. */
const MIN_BUDGET_TOKENS = 1024;

/** How much the model shall think, where it may. Absent: nothing is said of it. */
export function encodeThinking(reasoning: Reasoning, model: string): JsonObject | undefined {
  if (budgetTokensOf(reasoning) === 0 && reasoning.adaptive !== true) return { type: 'disabled' };
  const budgetTokens = budgetOf(reasoning, generationOf(model));
  if (budgetTokens === undefined && !thinks(reasoning)) return undefined;
  return {
    ...(budgetTokens === undefined
      ? { type: 'adaptive' }
      : { type: 'enabled', budget_tokens: Math.max(budgetTokens, MIN_BUDGET_TOKENS) }),
    ...encodeShow(reasoning, model),
  };
}

/** Undefined where the model decides itself, or is not asked to think. */
function budgetOf(reasoning: Reasoning, generation: number): number | undefined {
  if (!thinks(reasoning) || generation >= HAS_NO_KNOBS) return undefined;
  const { adaptive, budgetTokens } = reasoning;
  const decidesItself = adaptive === true || budgetTokens === undefined;
  if (decidesItself && generation >= DECIDES_ITSELF) return undefined;
  return budgetTokensOf({ effort: 'medium', ...atMostHigh(reasoning) });
}

/** An answer of the older models has no room for more thoughts than that. */
function atMostHigh(reasoning: Reasoning): Reasoning {
  const { effort } = reasoning;
  return effort === 'xhigh' || effort === 'max' ? { ...reasoning, effort: 'high' } : reasoning;
}

/** Who wants to see thoughts wants the model to have some. */
function thinks({ effort, budgetTokens, adaptive, show }: Reasoning): boolean {
  return (
    effort !== undefined ||
    budgetTokens !== undefined ||
    adaptive === true ||
    (show !== undefined && show !== 'none')
  );
}

/** Older models show their thoughts unasked. */
function encodeShow({ show }: Reasoning, model: string): JsonObject {
  if (show === undefined || (show === 'auto' && generationOf(model) < HAS_NO_KNOBS)) return {};
  return { display: show === 'none' ? 'omitted' : 'summarized' };
}

/** `output_config.effort`: older models know none, unless the caller says both that and a budget. */
export function encodeEffort(reasoning: Reasoning, model: string): Effort | undefined {
  const generation = generationOf(model);
  const { effort, budgetTokens, adaptive } = reasoning;
  const known = generation >= DECIDES_ITSELF || budgetTokens !== undefined || adaptive === true;
  const wanted = generation >= HAS_NO_KNOBS ? effortOf(reasoning) : effort;
  if (!known || wanted === undefined || wanted === 'none') return undefined;
  if (wanted === 'minimal') return 'low';
  return wanted === 'xhigh' && generation === DECIDES_ITSELF ? 'max' : wanted;
}
