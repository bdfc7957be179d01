import type { TargetId } from '@fairlead/plugin-sdk';
import type { RoutePlan } from '@fairlead/policy';

const known = new WeakMap<RoutePlan, ReadonlySet<TargetId>>();

/** Ids of all targets of a route, in whichever tier. */
export function targetsOf(route: RoutePlan): ReadonlySet<TargetId> {
  let ids = known.get(route);
  if (ids === undefined) {
    ids = new Set(route.tiers.flatMap(({ pool }) => pool.targets.map(({ id }) => id)));
    known.set(route, ids);
  }
  return ids;
}
