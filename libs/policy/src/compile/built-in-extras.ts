import type { AffinityPlan, CanaryGate, CanaryPlan, HedgePlan, ShadowPlan } from '../plan/index.js';

/** A hedge may begin as soon as its quantile says, unless `min_delay` is given. */
export const NO_MIN_DELAY_MS = 0;

interface BuiltInExtras {
  readonly affinity: AffinityPlan;
  readonly hedge: Omit<HedgePlan, 'minDelayMs'>;
  readonly canary: Pick<CanaryPlan, 'key'>;
  readonly gate: CanaryGate;
  readonly shadow: Pick<ShadowPlan, 'maxConcurrency'>;
}

/** What stands for the keys that an `affinity`, a `hedge`, a canary, its `abort_if` or a shadow leaves out. */
export const BUILT_IN_EXTRAS: BuiltInExtras = {
  affinity: {
    mode: 'prefer',
    key: { kind: 'conversation' },
    minPromptTokens: 1024,
    ttlMs: 300_000,
    maxOverload: 1.25,
  },
  hedge: { after: 'p95', maxExtra: 0.02 },
  canary: { key: { kind: 'tenant' } },
  gate: { minRequests: 200, overMs: 900_000 },
  shadow: { maxConcurrency: 4 },
};
