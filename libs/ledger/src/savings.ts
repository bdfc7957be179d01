import type { TokenUsage } from '@fairlead/plugin-sdk';
import type { PriceQuote } from './price-quote.js';

/**
 * What the same tokens would have cost at the baseline, less what they did cost; negative when the baseline was
 * cheaper. Undefined when the baseline's price is unknown.
 */
export function savedNanoUsd(
  costNanoUsd: number,
  baseline: PriceQuote,
  usage: TokenUsage,
): number | undefined {
  const there = baseline.costNanoUsd(usage);
  return there === undefined ? undefined : there - costNanoUsd;
}
