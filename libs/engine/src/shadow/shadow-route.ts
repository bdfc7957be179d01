import type { PoolPlan, RoutePlan, ShadowPlan } from '@fairlead/policy';

const made = new WeakMap<ShadowPlan, RoutePlan>();

/**
 * What a copy goes by: the route's demands and timeouts, and the shadow's pool alone. The pool has a name of its own,
 * so that a strategy's memory of live traffic in the same pool does not hear of copies.
 */
export function shadowRoute(route: RoutePlan, shadow: ShadowPlan): RoutePlan {
  let changed = made.get(shadow);
  if (changed === undefined) {
    const { affinity: _, ...own } = route;
    const tiers = [{ name: 'shadow', pool: asideOf(route, shadow), onlyViaRule: false }];
    made.set(shadow, (changed = { ...own, tiers }));
  }
  return changed;
}

/** A copy is not worth asking a target that is out of order, be it the only one. */
function asideOf({ name }: RoutePlan, { pool }: ShadowPlan): PoolPlan {
  return {
    ...pool,
    id: `shadow/${name}/${pool.id}`,
    health: { ...pool.health, enforceSingle: true },
  };
}
