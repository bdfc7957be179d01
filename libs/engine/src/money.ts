import type { TargetId, TokenUsage } from '@fairlead/plugin-sdk';
import { savedNanoUsd } from '@fairlead/ledger';
import type { RoutePlan } from '@fairlead/policy';
import type { Generation } from './ports.js';

export interface Bill {
  readonly costNanoUsd?: number;
  readonly savedNanoUsd?: number;
}

/** What the reported tokens cost at the target, and what they would have cost at the route's baseline. */
export function bill(
  generation: Generation,
  route: RoutePlan,
  target: TargetId,
  usage: TokenUsage | undefined,
): Bill {
  const cost = usage && generation.targets.get(target)?.price?.costNanoUsd(usage);
  if (cost === undefined) return {};
  const baseline = route.baseline === undefined ? undefined : generation.targets.get(route.baseline)?.price;
  const saved = baseline && savedNanoUsd(cost, baseline, usage!);
  return { costNanoUsd: cost, ...(saved !== undefined && { savedNanoUsd: saved }) };
}
