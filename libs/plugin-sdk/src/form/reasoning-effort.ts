import type { Effort, Reasoning } from './conversation.js';

/**
 * Thinking budget of each effort, in tokens, for targets that count tokens. Source: the table that one
 * vendor of models with a budget publishes for its chat completions (low 1,024, medium 8,192, high 24,576); the ends are
 * the smallest and the largest budget that such models take.
 */
const BUDGETS: Readonly<Record<Effort, number>> = {
  none: 0,
  minimal: 1024,
  low: 1024,
  medium: 8192,
  high: 24_576,
  xhigh: 32_768,
  max: 32_768,
};

/** Undefined where the request leaves it to the model. */
export function budgetTokensOf({ budgetTokens, effort }: Reasoning): number | undefined {
  return budgetTokens ?? (effort && BUDGETS[effort]);
}

/** The effort that is nearest to a budget from above; undefined where the request leaves it to the model. */
export function effortOf({ budgetTokens, effort }: Reasoning): Effort | undefined {
  if (effort !== undefined || budgetTokens === undefined) return effort;
  if (budgetTokens === 0) return 'none';
  if (budgetTokens <= BUDGETS.low) return 'low';
  return budgetTokens <= BUDGETS.medium ? 'medium' : 'high';
}
