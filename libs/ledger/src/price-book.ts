import { calcPrice, findProvider, type Provider } from '@pydantic/genai-prices';
import type { TokenPrices, TokenUsage } from '@fairlead/plugin-sdk';
import { flatQuote, isPriceable, NANO_PER_USD, roundHalfUp, type PriceQuote } from './price-quote.js';

export interface PriceQuery {
  readonly policy?: TokenPrices | undefined;
  readonly config?: TokenPrices | undefined;
  /** What the provider's plugin knows. */
  readonly provider?: TokenPrices | undefined;
  /** The vendor's id in the public table; undefined: it is not looked up there. */
  readonly vendor?: string | undefined;
  /** The model as the vendor spells it. */
  readonly model: string;
}

/** Finds the price of a model: the nearest source that knows it, or none. */
export class PriceBook {
  /** @param time prices may depend on the date, and for one vendor on the hour */
  constructor(private readonly time: { wall(): Date }) {}

  quote({ policy, config, provider, vendor, model }: PriceQuery): PriceQuote | undefined {
    if (policy) return flatQuote('policy', policy);
    if (config) return flatQuote('config', config);
    if (provider) return flatQuote('provider', provider);
    const listed = vendor === undefined ? undefined : findProvider({ providerId: vendor });
    return listed && this.#fromTable(listed, model);
  }

  #fromTable(provider: Provider, model: string): PriceQuote | undefined {
    const price = (usage: TokenUsage): number | undefined =>
      calcPrice(tableUsage(usage), model, { provider, timestamp: this.time.wall() })?.total_price;
    if (price({ input: 1 }) === undefined) return undefined;
    return {
      source: 'table',
      costNanoUsd(usage) {
        const usd = isPriceable(usage) ? price(usage) : undefined;
        return usd === undefined ? undefined : roundHalfUp(usd * NANO_PER_USD);
      },
    };
  }
}

/** Our token classes in the table's words; both count cache and audio as part of input, reasoning as part of output. */
function tableUsage(usage: TokenUsage): Record<string, number | undefined> {
  return {
    input_tokens: usage.input ?? 0,
    cache_read_tokens: usage.cacheRead,
    cache_write_tokens: usage.cacheWrite,
    output_tokens: usage.output,
    input_audio_tokens: usage.inputAudio,
    output_audio_tokens: usage.outputAudio,
  };
}
