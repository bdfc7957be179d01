import type { TargetId } from '@fairlead/plugin-sdk';
import type { Rehearsal } from './rehearsal.js';

/** How a target is, apart from what it usually is: well, idle and unmeasured. */
export interface GivenTarget {
  readonly state?: 'healthy' | 'ejected' | 'draining' | 'disabled';
  /** How long an ejection lasts; undefined: as long as a first one does. */
  readonly forMs?: number;
  /** Share of its rate limit that is left, in [0, 1]. */
  readonly quota?: number;
  /** Requests in flight. */
  readonly inflight?: number;
  readonly firstTokenMs?: number;
  readonly perTokenMs?: number;
}

export type GivenState = Readonly<Record<TargetId, GivenTarget>>;

/** A rate limit of this many requests a minute shows what is left of it. */
const QUOTA_LIMIT = 1000;
const QUOTA_WINDOW_MS = 60_000;
/** So many that an estimate is what was measured, and hardly what the rest of the pool takes. */
const SAMPLES = 1000;

/** Puts the targets into a state. @throws RangeError for one that does not exist */
export function giveState({ health, load, clock }: Rehearsal, state: GivenState): void {
  for (const [id, { state: condition, forMs, quota, inflight, firstTokenMs, perTokenMs }] of Object.entries(
    state,
  )) {
    // Nobody else would say that it does not exist.
    health.standing(id);
    if (condition === 'ejected') health.eject(id, forMs);
    if (condition === 'draining' || condition === 'disabled') health.setAdmin(id, condition);
    if (quota !== undefined) {
      const remaining = Math.floor(quota * QUOTA_LIMIT);
      health.observeQuota(id, [
        { dimension: 'requests', limit: QUOTA_LIMIT, remaining, resetInMs: QUOTA_WINDOW_MS },
      ]);
    }
    const measured = load.target(id);
    measured.inflight += inflight ?? 0;
    for (let n = 0; n < SAMPLES; n++) {
      if (firstTokenMs !== undefined) measured.firstToken.add(firstTokenMs, clock.now());
      if (perTokenMs !== undefined) measured.perToken.add(perTokenMs, clock.now());
    }
  }
}
