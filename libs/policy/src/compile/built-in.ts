import type { HealthProfile, RouteDefaults } from '../plan/index.js';

/**
 * What counts where neither a policy's `defaults` nor its routes say otherwise. The numbers come from simulations of
 * the failures that providers have: a change needs a measurement.
 */
const standard: HealthProfile = {
  name: 'standard',
  passive: { consecutiveFailures: 5, failureRate: 0.5, windowMs: 60_000, minRequests: 10 },
  ejection: { baseMs: 10_000, multiplier: 2, maxMs: 300_000, jitter: 0.2 },
  probation: { concurrency: 1, successes: 2 },
  slowStart: { windowMs: 30_000, minWeight: 0.1, aggression: 1 },
  active: {
    probe: 'models_list',
    intervalMs: 60_000,
    timeoutMs: 5_000,
    jitter: 0.1,
    when: ['idle', 'ejected'],
    fall: 3,
    rise: 2,
  },
  enforceSingle: false,
};

export const BUILT_IN: RouteDefaults = {
  timeouts: {
    connectMs: 3_000,
    firstTokenMs: 'auto',
    idleMs: 45_000,
    totalMs: 600_000,
    transportIdleMs: 120_000,
  },
  failover: {
    maxAttempts: 3,
    sameTargetRetries: 1,
    retryBudget: { ratio: 0.2, minPer10s: 3 },
    backoff: { baseMs: 250, maxMs: 8_000, jitter: 'full' },
    maxReplayBytes: 8 * 1024 * 1024,
    onStreamBreak: 'fail',
    rules: new Map(),
  },
  panic: { mode: 'best_effort', concurrencyPerTarget: 2 },
  health: standard,
};

/** Smooth weighted round robin: right for any mix of targets, and it needs no measurements. */
export const BUILT_IN_STRATEGY = 'weighted_round_robin';

/** What stands for the keys that a route's own `queue`, `on_no_target` or `reject` leaves out. */
export const BUILT_IN_REFUSALS = {
  queue: { max: 100, waitMs: 2_000 },
  onNoTarget: { status: 503 },
  reject: { status: 403 },
} as const;
