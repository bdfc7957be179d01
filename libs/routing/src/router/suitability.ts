import type { RequestFacts } from '@fairlead/plugin-sdk';
import {
  traitsOf,
  unmet,
  type ConstraintPlan,
  type RoutePlan,
  type TargetPlan,
  type TargetTraits,
} from '@fairlead/policy';
import type { TargetInfo } from './target-info.js';

const NOTHING_KNOWN: TargetTraits = { tags: [] };

/**
 * What keeps a target from a request by the policy's word: its route's `require`, a constraint, or a need that was seen
 * in the request. A requirement must be known to be met. A need only excludes a target that is known not to meet it:
 * nobody has promised anything about it.
 *
 * @param constraints those that match the request
 */
export function unsuitable(
  target: TargetPlan,
  info: TargetInfo,
  route: RoutePlan,
  facts: RequestFacts,
  constraints: readonly ConstraintPlan[] | undefined,
): string | undefined {
  const traits = traitsOfTarget(target, info);
  const missing = route.require && unmet(route.require, traits, facts);
  if (missing !== undefined) return missing;
  const broken = constraints?.find(({ require }) => unmet(require, traits, facts) !== undefined);
  if (broken !== undefined) return `constraint:${broken.name}`;
  // The needs last, and only where they matter: finding them out may mean reading the whole conversation.
  const { capabilities } = traits;
  const needed = capabilities && facts.capabilities?.find((need) => !capabilities.includes(need));
  return needed && `capability:${needed}`;
}

function traitsOfTarget(target: TargetPlan, { traits = NOTHING_KNOWN }: TargetInfo): TargetTraits {
  return target.region === undefined && target.tags === undefined ? traits : traitsOf(target, traits);
}
