import type { TokenPrices } from '@fairlead/plugin-sdk';
import { flatQuote, type PriceQuote } from './price-quote.js';
import { tableQuote } from './table-quote.js';

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
  /** @param time prices in the public table may depend on the date, and for one vendor on the hour */
  constructor(private readonly time: { wall(): Date }) {}

  quote({ policy, config, provider, vendor, model }: PriceQuery): PriceQuote | undefined {
    if (policy) return flatQuote('policy', policy);
    if (config) return flatQuote('config', config);
    if (provider) return flatQuote('provider', provider);
    return vendor === undefined ? undefined : tableQuote(vendor, model, this.time);
  }
}
