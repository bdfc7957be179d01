import type { CanaryPlan, RoutePlan } from '@fairlead/policy';

const made = new WeakMap<CanaryPlan, RoutePlan>();

/** The route with the canary's tiers: one object for all requests, since routing remembers what it works out for one. */
export function canaryRoute(route: RoutePlan, canary: CanaryPlan): RoutePlan {
  let changed = made.get(canary);
  if (changed === undefined) made.set(canary, (changed = { ...route, tiers: canary.tiers }));
  return changed;
}
