import type { JsonMap } from '../json-map.js';
import { RequestRefused } from '../request-refused.js';
import { mapAt, onlyKnown, refuse, stringAt } from './field-rules.js';
import { forcesTool } from './read-tools.js';
import type { Turn } from './read-turns.js';

export interface Thinking {
  readonly thinks: boolean;
  /** False: the reply has the signature of a thought and not its text. */
  readonly shown: boolean;
}

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  enabled: ['type', 'budget_tokens', 'display'],
  adaptive: ['type', 'display'],
  disabled: ['type'],
};

/** The smallest budget the API takes. */
const LEAST_BUDGET_TOKENS = 1024;

/** @param maxTokens undefined where there is no answer to limit: a count of tokens */
export function readThinking(body: JsonMap, turns: readonly Turn[], maxTokens: number | undefined): Thinking {
  if (body['thinking'] === undefined) return { thinks: false, shown: true };
  const thinking = mapAt(body['thinking'], 'thinking');
  const type = stringAt(thinking, 'type', 'thinking');
  const fields = Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined;
  if (fields) onlyKnown(thinking, fields, `thinking.${type}`);
  else
    refuse(
      'thinking',
      `Input tag '${type}' found using 'type' does not match any of the expected tags: 'adaptive', 'disabled', 'enabled'`,
    );
  if (type === 'disabled') return { thinks: false, shown: true };
  if (type === 'enabled') checkEnabled(body, thinking['budget_tokens'], turns, maxTokens);
  return { thinks: true, shown: thinking['display'] !== 'omitted' };
}

function checkEnabled(
  body: JsonMap,
  budget: unknown,
  turns: readonly Turn[],
  maxTokens: number | undefined,
): void {
  const at = 'thinking.enabled.budget_tokens';
  if (budget === undefined) refuse(at, 'Field required');
  if (typeof budget !== 'number' || !Number.isInteger(budget))
    return refuse(at, 'Input should be a valid integer');
  if (budget < LEAST_BUDGET_TOKENS)
    refuse(at, `Input should be greater than or equal to ${LEAST_BUDGET_TOKENS}`);
  if (maxTokens !== undefined && maxTokens <= budget)
    throw new RequestRefused('`max_tokens` must be greater than `thinking.budget_tokens`.');
  if (forcesTool(body))
    throw new RequestRefused('Thinking may not be enabled when tool_choice forces tool use.');
  const { temperature } = body;
  if (temperature !== undefined && temperature !== 1)
    throw new RequestRefused('`temperature` may only be set to 1 when thinking is enabled.');
  if (body['top_k'] !== undefined)
    throw new RequestRefused('`top_k` must be unset when thinking is enabled.');
  checkOpenTurn(turns);
}

/** The thoughts that led to a call must come back with its result. */
function checkOpenTurn(turns: readonly Turn[]): void {
  const index = turns.findLastIndex(({ role }) => role === 'assistant');
  const [first, ...others] = turns[index]?.blocks ?? [];
  const calls = [first, ...others].some((block) => block?.type === 'tool_use');
  if (first === undefined || !calls || turns.at(-1)?.blocks.every(({ type }) => type !== 'tool_result'))
    return;
  if (first.type === 'thinking' || first.type === 'redacted_thinking') return;
  refuse(
    `messages.${index}.content.0.type`,
    `Expected \`thinking\` or \`redacted_thinking\`, but found \`${first.type}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block (preceeding the lastmost set of \`tool_use\` and \`tool_result\` blocks).`,
  );
}
