import type { PriceBook, PriceQuote } from '@fairlead/ledger';
import type { TargetTraits } from '@fairlead/policy';
import type { ConfiguredProvider } from '@fairlead/plugin-host';
import type { TokenPrices } from '@fairlead/plugin-sdk';
import type { ProviderSettings, Settings } from './settings.js';

/** A prompt that no price list calls long. */
const SAMPLE_TOKENS = 1000;
const SAMPLES_PER_MTOK = 1000;

/** A target as far as it must be known to look it up. */
export interface NamedTarget {
  readonly provider: string;
  readonly model: string;
  readonly prices?: TokenPrices;
}

/** What configuration, plugins and price lists know of targets. */
export class TargetFacts {
  readonly #settings: ReadonlyMap<string, ProviderSettings>;

  constructor(
    { providers }: Settings,
    private readonly instances: ReadonlyMap<string, ConfiguredProvider>,
    private readonly prices: PriceBook,
  ) {
    this.#settings = new Map(providers.map((provider) => [provider.name, provider]));
  }

  price({ provider, model, prices }: NamedTarget): PriceQuote | undefined {
    const instance = this.instances.get(provider);
    if (instance === undefined) return undefined;
    const wireModel = instance.wireModel(model);
    const own = this.#settings.get(provider)?.prices;
    return this.prices.quote({
      policy: prices,
      config: own?.get(model) ?? own?.get(wireModel),
      provider: instance.models.find(({ id }) => id === wireModel)?.prices,
      vendor: instance.priceTable,
      model: wireModel,
    });
  }

  /** The model's own words before those of its provider, and those before its plugin's; undefined: no such provider. */
  traits(target: NamedTarget): TargetTraits | undefined {
    const instance = this.instances.get(target.provider);
    const settings = this.#settings.get(target.provider);
    if (instance === undefined || settings === undefined) return undefined;
    const wireModel = instance.wireModel(target.model);
    const own = settings.traits.get(target.model) ?? settings.traits.get(wireModel) ?? {};
    const model = instance.models.find(({ id }) => id === wireModel);
    const capabilities = own.capabilities ?? settings.common.capabilities ?? model?.capabilities;
    const contextWindow = own.contextWindow ?? model?.contextWindow;
    const region = own.region ?? settings.common.region;
    const data = { ...settings.common.data, ...own.data };
    const price = perMtok(this.price(target));
    return {
      tags: [...new Set([...(settings.common.tags ?? []), ...(own.tags ?? [])])],
      ...(region !== undefined && { region }),
      ...(Object.keys(data).length > 0 && { data }),
      ...(capabilities && { capabilities }),
      ...(contextWindow !== undefined && { contextWindow }),
      ...(price && { price }),
    };
  }
}

/** What a million tokens cost, by a prompt of the usual size. */
export function perMtok(quote: PriceQuote | undefined): TargetTraits['price'] {
  const input = quote?.costNanoUsd({ input: SAMPLE_TOKENS, output: 0 });
  const both = quote?.costNanoUsd({ input: SAMPLE_TOKENS, output: SAMPLE_TOKENS });
  if (input === undefined || both === undefined) return undefined;
  return {
    inputNanoUsdPerMtok: input * SAMPLES_PER_MTOK,
    outputNanoUsdPerMtok: (both - input) * SAMPLES_PER_MTOK,
  };
}
