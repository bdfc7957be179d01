import type { Clock, TargetId } from '@fairlead/plugin-sdk';
import { PriceBook } from '@fairlead/ledger';
import type { Plan, TargetPlan } from '@fairlead/policy';
import type { ProviderInstance } from '@fairlead/plugin-host';
import type { TargetInfo } from '@fairlead/routing';
import type { Settings } from './settings.js';

/** What routing must know of every target of a plan: where it is, what it speaks, what it costs. */
export function describeTargets(
  plan: Plan,
  settings: Settings,
  instances: ReadonlyMap<string, ProviderInstance>,
  clock: Clock,
): Map<TargetId, TargetInfo> {
  const prices = new PriceBook(clock);
  const configured = new Map(settings.providers.map((provider) => [provider.name, provider]));
  const targets = new Map<TargetId, TargetInfo>();
  const plans = [...plan.pools.values()].flatMap((pool) => pool.targets);
  for (const target of [...plans, ...baselines(plan)]) {
    const instance = instances.get(target.provider);
    const price = configured.get(target.provider)?.prices;
    if (instance === undefined || targets.has(target.id)) continue;
    const wireModel = instance.wireModel(target.model);
    const model = instance.models.find(({ id }) => id === wireModel);
    const quote = prices.quote({
      policy: target.prices,
      config: price?.get(target.model) ?? price?.get(wireModel),
      provider: model?.prices,
      vendor: instance.priceTable,
      model: wireModel,
    });
    targets.set(target.id, {
      id: target.id,
      scopes: scopesOf(instance, wireModel),
      wireModel,
      speaks: instance.speaks,
      ...(model?.contextWindow !== undefined && { contextWindow: model.contextWindow }),
      ...(target.prefill !== undefined && { prefill: target.prefill }),
      ...(quote && { price: quote }),
      ...(instance.unset[0] !== undefined && { unconfigured: instance.unset[0] }),
    });
  }
  return targets;
}

/** A baseline is only compared with, but needs a price like any target. */
function baselines({ routes }: Plan): TargetPlan[] {
  return routes.flatMap(({ baseline }) => {
    if (baseline === undefined) return [];
    const slash = baseline.indexOf('/');
    return [
      {
        id: baseline,
        provider: baseline.slice(0, slash),
        model: baseline.slice(slash + 1),
        weight: 1,
        position: 0,
      },
    ];
  });
}

function scopesOf(instance: ProviderInstance, wireModel: string): TargetInfo['scopes'] {
  return {
    endpoint: instance.endpointOf(wireModel),
    credential: instance.credentialKey,
    model: `${wireModel}@${instance.credentialKey}`,
  };
}
