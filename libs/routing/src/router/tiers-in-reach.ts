import type { RoutePlan, TierPlan } from '@fairlead/policy';
import type { AttemptHistory } from './decision.js';

/** The tiers that this attempt may use, in order. Those for rules only are in reach when a rule named them. */
export function tiersInReach(
  { tiers }: RoutePlan,
  { tier: named, afterTier }: Pick<AttemptHistory, 'tier' | 'afterTier'>,
): readonly TierPlan[] {
  // Nearly every request: nobody sent it anywhere yet.
  if (named === undefined && afterTier === undefined && !tiers.some(({ onlyViaRule }) => onlyViaRule))
    return tiers;
  const from = named === undefined ? 0 : tiers.findIndex(({ name }) => name === named);
  const after = afterTier === undefined ? 0 : tiers.findIndex(({ name }) => name === afterTier) + 1;
  if (from === -1) return [];
  return tiers.slice(Math.max(from, after)).filter((tier) => !tier.onlyViaRule || tier.name === named);
}
