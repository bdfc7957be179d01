import type { TargetId } from '@fairlead/plugin-sdk';
import { traitsOf, type Plan, type TargetPlan } from '@fairlead/policy';
import type { ProviderInstance } from '@fairlead/plugin-host';
import type { TargetInfo } from '@fairlead/routing';
import type { TargetFacts } from './target-facts.js';

/** What routing must know of every target of a plan: where it is, what it speaks, what it costs. */
export function describeTargets(
  plan: Plan,
  facts: TargetFacts,
  instances: ReadonlyMap<string, ProviderInstance>,
): Map<TargetId, TargetInfo> {
  const targets = new Map<TargetId, TargetInfo>();
  for (const target of namedTargets(plan)) {
    const instance = instances.get(target.provider);
    const known = facts.traits(target);
    if (instance === undefined || known === undefined || targets.has(target.id)) continue;
    const wireModel = instance.wireModel(target.model);
    const traits = traitsOf(target, known);
    const price = facts.price(target);
    targets.set(target.id, {
      id: target.id,
      scopes: scopesOf(instance, wireModel),
      wireModel,
      speaks: instance.speaks,
      traits,
      ...(traits.contextWindow !== undefined && { contextWindow: traits.contextWindow }),
      ...(target.prefill !== undefined && { prefill: target.prefill }),
      ...(price && { price }),
      ...(instance.unset[0] !== undefined && { unconfigured: instance.unset[0] }),
    });
  }
  return targets;
}

/** Every target that a plan names, in its pools and to compare with; one may come several times. */
export function namedTargets(plan: Plan): TargetPlan[] {
  return [...[...plan.pools.values()].flatMap((pool) => pool.targets), ...baselines(plan)];
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
