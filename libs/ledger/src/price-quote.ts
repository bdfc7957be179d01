import type { TokenPrices, TokenUsage } from '@fairlead/plugin-sdk';
import { costOf } from './cost-of.js';

/** Where a price came from. The policy's word beats the configuration's, that the plugin's, that the public table. */
export type PriceSource = 'policy' | 'config' | 'provider' | 'table';

/** What one target's tokens cost. */
export interface PriceQuote {
  readonly source: PriceSource;
  /**
   * Nano-dollars, an integer, rounded once and half up; undefined when the usage says nothing that can be priced or
   * holds tokens that have no price. Never zero for unknown.
   */
  costNanoUsd(usage: TokenUsage): number | undefined;
}

/** The same prices at any hour and any prompt size. */
export function flatQuote(source: PriceSource, prices: TokenPrices): PriceQuote {
  return { source, costNanoUsd: (usage) => costOf(usage, prices) };
}
