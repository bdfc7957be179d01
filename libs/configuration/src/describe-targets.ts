import type { TargetId } from '@fairlead/plugin-sdk';
import { traitsOf, type Plan, type TargetPlan } from '@fairlead/policy';
import type { ConfiguredProvider } from '@fairlead/plugin-host';
import type { TargetInfo } from '@fairlead/routing';
import type { TargetFacts } from './target-facts.js';

/** What routing must know of every target of a plan: where it is, what it speaks, what it costs. */
export async function describeTargets(
  plan: Plan,
  facts: TargetFacts,
  instances: ReadonlyMap<string, ConfiguredProvider>,
): Promise<Map<TargetId, TargetInfo>> {
  const targets = new Map<TargetId, TargetInfo>();
  const endpoints = await locate(plan, instances);
  for (const target of namedTargets(plan)) {
    const instance = instances.get(target.provider);
    const known = facts.traits(target);
    if (instance === undefined || known === undefined || targets.has(target.id)) continue;
    const wireModel = instance.wireModel(target.model);
    const traits = traitsOf(target, known);
    const price = facts.price(target);
    targets.set(target.id, {
      id: target.id,
      scopes: scopesOf(instance, wireModel, endpoints.get(target.provider)?.get(wireModel)),
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

/** Where each provider serves the models that the plan names of it. */
async function locate(
  plan: Plan,
  instances: ReadonlyMap<string, ConfiguredProvider>,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const named = namedTargets(plan);
  const located = [...instances].map(async ([name, instance]) => {
    const models = named
      .filter(({ provider }) => provider === name)
      .map(({ model }) => instance.wireModel(model));
    return [name, await instance.endpoints([...new Set(models)])] as const;
  });
  return new Map(await Promise.all(located));
}

function scopesOf(
  instance: ConfiguredProvider,
  wireModel: string,
  endpoint = `local:${instance.name}`,
): TargetInfo['scopes'] {
  return {
    endpoint,
    credential: instance.credentialKey,
    model: `${wireModel}@${instance.credentialKey}`,
  };
}
