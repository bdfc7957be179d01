import type { Plan, RoutePlan } from '@fairlead/policy';
import type { DecisionRecord } from '@fairlead/routing';
import { canaryRoute } from './canary/canary-route.js';
import { directRoute } from './direct-route.js';

/**
 * The route by which a choice was made, to make it again: with the tiers of its canary, or that of a direct call.
 * Undefined where the policy has no such route or canary.
 */
export function recordedRoute(
  plan: Plan,
  { route: name, candidates }: DecisionRecord,
  canary?: string,
): RoutePlan | undefined {
  const route = plan.routes.find((each) => each.name === name);
  if (route === undefined) return candidates.length === 1 ? directRoute(plan, candidates[0]!.id) : undefined;
  if (canary === undefined) return route;
  const found = route.canaries.find((each) => each.name === canary);
  return found && canaryRoute(route, found);
}
