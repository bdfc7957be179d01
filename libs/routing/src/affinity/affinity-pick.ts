import type { Candidate, TargetId } from '@fairlead/plugin-sdk';
import type { AffinityPlan, PoolPlan } from '@fairlead/policy';
import { ranking } from './rendezvous.js';

/** How a key found its target. */
export interface AffinityRecord {
  /** Hash of what keeps requests together. */
  readonly key: string;
  /** The target's place in the key's order over all targets of the pool; 1 is its home. */
  readonly rank: number;
  /**
   * `home`: first in its order. `memory`: it has answered this key last. `next`: whoever comes before it is not available.
   * `bounded`: it is not the first that is available, because that has too much to do.
   */
  readonly by: 'home' | 'memory' | 'next' | 'bounded';
}

interface AffinityQuestion {
  readonly plan: AffinityPlan;
  readonly key: string;
  readonly pool: PoolPlan;
  readonly candidates: readonly Candidate[];
  /** Who has answered this key last. */
  readonly seat: TargetId | undefined;
}

/** Index of the candidate where the key belongs, and why there. */
export function affinityPick(question: AffinityQuestion): {
  readonly index: number;
  readonly affinity: AffinityRecord;
} {
  const { plan, key, pool, candidates, seat } = question;
  const order = ranking(key, pool.targets).map(({ id }) => id);
  const walk = seat === undefined ? order : [seat, ...order.filter((id) => id !== seat)];
  const available = walk.flatMap((id) => candidates.find((candidate) => candidate.id === id) ?? []);
  const mean = candidates.reduce((sum, { inflight }) => sum + inflight, 0) / candidates.length;
  const most = Math.ceil(plan.maxOverload * mean) + 1;
  // The least loaded is never above the mean.
  const chosen = available.find(({ inflight }) => inflight <= most)!;
  const rank = order.indexOf(chosen.id) + 1;
  return {
    index: candidates.indexOf(chosen),
    affinity: { key, rank, by: reasonOf(chosen.id, available[0]!.id, seat, rank) },
  };
}

function reasonOf(
  chosen: TargetId,
  first: TargetId,
  seat: TargetId | undefined,
  rank: number,
): AffinityRecord['by'] {
  if (chosen !== first) return 'bounded';
  if (rank === 1) return 'home';
  return chosen === seat ? 'memory' : 'next';
}
