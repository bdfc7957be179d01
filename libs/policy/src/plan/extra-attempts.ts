import type { RequestKey } from './affinity.js';
import type { BudgetPlan } from './budget.js';
import type { PoolPlan, TierPlan } from './pool.js';

/** A second attempt beside a slow first one; the first content of either wins. */
export interface HedgePlan {
  /** Quantile of the first target's first-token times at this size, or a fixed time in milliseconds. */
  readonly after: 'p90' | 'p95' | 'p99' | number;
  /** Never sooner. */
  readonly minDelayMs: number;
  /** Fraction of the route's requests that may be hedged. */
  readonly maxExtra: number;
  /** A dearer second attempt is not made; undefined: any price, an unknown one too. */
  readonly maxCostNanoUsd?: number;
}

/** A share of the requests goes by other tiers, and the difference is watched. */
export interface CanaryPlan {
  readonly name: string;
  /** Fraction of the keys, steps of 0.01%. */
  readonly share: number;
  /** The same value is always on the same side. */
  readonly key: RequestKey;
  /** The route's tiers with the canary's change in them. */
  readonly tiers: readonly TierPlan[];
  readonly abortIf?: CanaryGate;
  readonly line: number;
}

/** When the canary does worse than the rest of its route by this much, its share becomes 0. */
export interface CanaryGate {
  /** Difference of the failure rates, canary less baseline. */
  readonly failureRateDelta?: number;
  /** Ratio of the 95th percentiles of the time to the first token, canary to baseline. */
  readonly firstTokenP95Ratio?: number;
  /** Of the canary and of the baseline each; below it nothing is concluded. */
  readonly minRequests: number;
  readonly overMs: number;
}

/** Copies of answered requests for a target whose answers nobody sees. */
export interface ShadowPlan {
  /** Unique in its route; a target listed alone is a pool of one. */
  readonly pool: PoolPlan;
  /** Fraction of the answered requests. */
  readonly sample: number;
  /** Copies under way at once; more are not made. */
  readonly maxConcurrency: number;
  readonly budget?: BudgetPlan;
  /** Requests with any of these are not copied. */
  readonly unless: readonly ('tools' | 'stored' | 'vision')[];
  readonly line: number;
}
