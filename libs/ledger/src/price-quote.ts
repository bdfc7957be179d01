import type { TokenPrices, TokenUsage } from '@fairlead/plugin-sdk';

/** Where a price came from. The policy's word beats the configuration's, that the plugin's, that the public table. */
export type PriceSource = 'policy' | 'config' | 'provider' | 'table';

/** What one target's tokens cost. */
export interface PriceQuote {
  readonly source: PriceSource;
  /**
   * Nano-dollars, an integer, rounded once and half up; undefined when the usage says nothing that can be priced.
   * Never zero for unknown.
   */
  costNanoUsd(usage: TokenUsage): number | undefined;
}

/** 1 USD per million tokens is 1000 nano-dollars per token. */
const NANO_PER_TOKEN = 1000;
export const NANO_PER_USD = 1e9;

/** Flat prices: every class that has no price of its own costs as the class it is part of. */
export function flatQuote(source: PriceSource, prices: TokenPrices): PriceQuote {
  const {
    input: inputPrice,
    output: outputPrice,
    cacheRead = inputPrice,
    cacheWrite = inputPrice,
    request = 0,
  } = prices;
  return {
    source,
    costNanoUsd(usage) {
      if (!isPriceable(usage)) return undefined;
      const { input = 0, output = 0, cacheRead: read = 0, cacheWrite: written = 0 } = usage;
      const plain = Math.max(0, input - read - written);
      const perMillion = plain * inputPrice + read * cacheRead + written * cacheWrite + output * outputPrice;
      return roundHalfUp(perMillion * NANO_PER_TOKEN + request * NANO_PER_USD);
    },
  };
}

export function isPriceable({ input, output }: TokenUsage): boolean {
  return input !== undefined || output !== undefined;
}

/** A float just below a half is a half that lost its last bit on the way. */
export function roundHalfUp(nano: number): number {
  return Math.floor(nano + 0.5 + 1e-6);
}
