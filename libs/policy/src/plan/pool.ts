import type { TargetId, TokenPrices } from '@fairlead/plugin-sdk';
import type { HealthProfile } from './health-profile.js';

export interface TierPlan {
  /** Unique in its route; `tier-1`, `tier-2`… where the policy gives none. */
  readonly name: string;
  readonly pool: PoolPlan;
  readonly onlyViaRule: boolean;
  /** In [0, 1]: with this much of its concurrency in use the next tier takes over; undefined: never. */
  readonly spillAt?: number;
  /** Said in the response header `x-fairlead-mark`. */
  readonly markResponse?: string;
  /** Of all its targets together. */
  readonly limits?: LimitsPlan;
}

export interface PoolPlan {
  readonly id: string;
  readonly strategy: StrategyPlan;
  readonly targets: readonly TargetPlan[];
  readonly health: HealthProfile;
}

export interface StrategyPlan {
  readonly type: string;
  /** What the strategy's own options spec made of the YAML. */
  readonly options: object;
}

export interface TargetPlan {
  readonly id: TargetId;
  /** Provider instance of the gateway's configuration. */
  readonly provider: string;
  /** Model as the policy names it; the provider's `models` map may spell it otherwise on the wire. */
  readonly model: string;
  /** ≥ 0; 0 takes no traffic unless nothing else is left. */
  readonly weight: number;
  /** In-flight limit; `auto` grows and shrinks with what the provider bears; undefined: none. */
  readonly concurrency?: number | 'auto';
  /** Dispatched per minute, by us; undefined: no limit. */
  readonly requestsPerMinute?: number;
  /** Estimated prompt and output tokens per minute; undefined: no limit. */
  readonly tokensPerMinute?: number;
  /** Where it runs, as far as the policy says; otherwise as the provider's configuration says. */
  readonly region?: string;
  /** Besides those of the provider's configuration. */
  readonly tags?: readonly string[];
  /**
   * It goes on from a last message of the assistant. Targets with the same word can finish each other's answers.
   */
  readonly prefill?: string;
  /** Overrides every other source of prices. */
  readonly prices?: TokenPrices;
  /** Index in the pool: file order. */
  readonly position: number;
}

/** What may be sent, per process; an absent one is no limit. */
export interface LimitsPlan {
  readonly concurrency?: number;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
}
