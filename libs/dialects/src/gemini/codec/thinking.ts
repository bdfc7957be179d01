import { budgetTokensOf, EFFORTS, type Effort, type Reasoning } from '@fairlead/plugin-sdk';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { unlessEmpty } from '../objects.js';
import { isThirdGeneration } from './generation.js';

/** The budget by which a model decides itself how much it thinks. */
const DYNAMIC = -1;

/** Smallest and largest budgets, in tokens. Source: the vendor's table of models with a thinking budget. */
const PRO_BUDGET = { min: 128, max: 32_768 };
const OTHER_BUDGET = { min: 0, max: 24_576 };

/** @returns undefined where nothing is said of thinking */
export function decodeThinking(config: FieldReader): Reasoning | undefined {
  const budget = config.number('thinkingBudget');
  const level = config.object['thinkingLevel'];
  const effort = EFFORTS.find((word) => word === String(level).toLowerCase());
  if (effort !== undefined) config.skip('thinkingLevel');
  const shown = config.flag('includeThoughts');
  return unlessEmpty(
    defined({
      effort,
      budgetTokens: budget === undefined || budget < 0 ? undefined : budget,
      adaptive: budget === DYNAMIC || undefined,
      show: shown === undefined ? undefined : shown ? ('auto' as const) : ('none' as const),
    }),
  );
}

/** Newer models take an effort as a level, older ones as a budget; a budget that the caller names stays one. */
export function encodeThinking(reasoning: Reasoning, model: string): JsonObject {
  const { effort, budgetTokens, adaptive, show } = reasoning;
  const inLevels = isThirdGeneration(model);
  const asLevel = effort !== undefined && budgetTokens === undefined && inLevels;
  const cannotStop = inLevels && budgetTokens === 0;
  const budget = asLevel || cannotStop ? undefined : budgetTokensOf(reasoning);
  return defined({
    thinkingLevel: asLevel || cannotStop ? levelOf(effort ?? 'none', model) : undefined,
    thinkingBudget:
      budget === undefined ? (adaptive === true && !asLevel ? DYNAMIC : undefined) : inRange(budget, model),
    includeThoughts: show === undefined ? undefined : show !== 'none',
  });
}

/** Models with levels cannot be kept from thinking; the largest of them do not know `minimal` either. */
function levelOf(effort: Effort, model: string): string {
  if (effort === 'none' || effort === 'minimal') return /\bpro\b/.test(model) ? 'low' : 'minimal';
  return effort === 'low' || effort === 'medium' ? effort : 'high';
}

function inRange(budgetTokens: number, model: string): number {
  const { min, max } = /\bpro\b/.test(model) ? PRO_BUDGET : OTHER_BUDGET;
  return Math.min(max, Math.max(min, budgetTokens));
}
