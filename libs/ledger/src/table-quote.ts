import { createRequire } from 'node:module';
import type * as PriceTable from '@pydantic/genai-prices';
import type { ModelPrice, Provider } from '@pydantic/genai-prices';
import { costOf } from './cost-of.js';
import type { PriceQuote } from './price-quote.js';

const MINUTE_MS = 60_000;
const require = createRequire(import.meta.url);

/** Loaded for the first vendor that is listed: it is a twelfth of an idle gateway's heap. */
const priceTable = (): typeof PriceTable => require('@pydantic/genai-prices') as typeof PriceTable;

/**
 * A model's price in the public table; undefined when it is not listed there.
 *
 * The table's own calculation only looks the model and the hour's prices up: it takes some 20 µs, too much to ask for
 * every candidate of every request, and throws at a usage that a careless provider may well report.
 */
export function tableQuote(vendor: string, model: string, time: { wall(): Date }): PriceQuote | undefined {
  const vendorPrices = priceTable().findProvider({ providerId: vendor });
  if (vendorPrices === undefined) return undefined;
  const listed = lookUp(vendorPrices, model, time.wall());
  if (listed === undefined || Object.keys(listed.prices).length === 0) return undefined;
  const only: Provider = { ...vendorPrices, models: [listed.model] };

  let prices = listed.prices;
  let minute = NaN;
  /** Prices change on a day or at an hour: the same one serves a whole minute. */
  function pricesNow(): ModelPrice {
    const now = time.wall();
    const thisMinute = Math.floor(now.getTime() / MINUTE_MS);
    if (thisMinute !== minute) prices = lookUp(only, model, now)?.prices ?? prices;
    minute = thisMinute;
    return prices;
  }
  return {
    source: 'table',
    costNanoUsd(usage) {
      const now = pricesNow();
      const at = (key: string): number | undefined => atSize(now[key], usage.input ?? 0);
      const perThousandRequests = at('requests_kcount');
      return costOf(usage, {
        input: at('input_mtok'),
        cacheRead: at('cache_read_mtok'),
        cacheWrite: at('cache_write_mtok'),
        cacheWrite1h: at('cache_write_1h_mtok'),
        inputAudio: at('input_audio_mtok'),
        output: at('output_mtok'),
        outputAudio: at('output_audio_mtok'),
        request: perThousandRequests && perThousandRequests / 1000,
      });
    },
  };
}

function lookUp(provider: Provider, model: string, timestamp: Date) {
  const found = priceTable().calcPrice({}, model, { provider, timestamp });
  return found ? { model: found.model, prices: found.model_price } : undefined;
}

/** The price that holds for a prompt of so many tokens: every token costs what the highest tier it exceeds says. */
function atSize(price: ModelPrice[string], promptTokens: number): number | undefined {
  if (price === undefined || typeof price === 'number') return price;
  let reached = { start: -1, price: price.base };
  for (const tier of price.tiers) if (promptTokens > tier.start && tier.start > reached.start) reached = tier;
  return reached.price;
}
