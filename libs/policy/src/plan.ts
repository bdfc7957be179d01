import type { FaultClass, TargetId, TokenPrices } from '@fairlead/plugin-sdk';
import type { Matcher } from './match.js';

/** A policy, checked and complete: every default filled in, every reference resolved, frozen. */
export interface Plan {
  /** First 12 hex digits of the SHA-256 of the policy's text. */
  readonly version: string;
  readonly name?: string;
  /** Model name as a caller writes it → the name it stands for. */
  readonly aliases: ReadonlyMap<string, string>;
  /** First match wins, in file order. */
  readonly routes: readonly RoutePlan[];
  /** Every pool by its id; a tier that lists targets of its own is the pool `<route>/<tier>`. */
  readonly pools: ReadonlyMap<string, PoolPlan>;
  /** What a direct call (`provider/model`) goes by. */
  readonly defaults: RouteDefaults;
}

export interface RouteDefaults {
  readonly timeouts: Timeouts;
  readonly failover: FailoverPlan;
  readonly panic: PanicPlan;
  readonly health: HealthProfile;
}

export interface RoutePlan {
  readonly name: string;
  readonly match: Matcher;
  /** Strict order; those `onlyViaRule` are skipped unless a failover rule names them. */
  readonly tiers: readonly TierPlan[];
  readonly timeouts: Timeouts;
  readonly failover: FailoverPlan;
  readonly panic: PanicPlan;
  /** Readiness fails when this route has no target left. */
  readonly critical: boolean;
  /** What the same tokens would have cost here is what was saved. */
  readonly baseline?: TargetId;
  /** 1-based line of the route in the policy file. */
  readonly line: number;
}

export interface TierPlan {
  /** Unique in its route; `tier-1`, `tier-2`… where the policy gives none. */
  readonly name: string;
  readonly pool: PoolPlan;
  readonly onlyViaRule: boolean;
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
  /**
   * It goes on from a last message of the assistant. Targets with the same word can finish each other's answers.
   */
  readonly prefill?: string;
  /** Overrides every other source of prices. */
  readonly prices?: TokenPrices;
  /** Index in the pool: file order. */
  readonly position: number;
}

export interface Timeouts {
  readonly connectMs: number;
  /** `auto` = clamp(6·p95 of the target's first-token times, 10 s, 120 s), 60 s until 20 samples. */
  readonly firstTokenMs: number | 'auto';
  /** Between progress events of a stream. */
  readonly idleMs: number;
  /** One deadline over all attempts and waits. */
  readonly totalMs: number;
  /** Between bytes of any kind: comments and blank lines count here, and only here. */
  readonly transportIdleMs: number;
}

export interface FailoverPlan {
  /** Attempts in total, the first included. */
  readonly maxAttempts: number;
  /** No new attempt starts after this; undefined: only the deadline counts. */
  readonly maxElapsedMs?: number;
  readonly sameTargetRetries: number;
  readonly retryBudget: { readonly ratio: number; readonly minPer10s: number };
  readonly backoff: {
    readonly baseMs: number;
    readonly maxMs: number;
    readonly jitter: 'full' | 'equal' | 'none';
  };
  /** No failover after a failure slower than this unless twice the time is left. */
  readonly retryFastOnlyMs?: number;
  /** `continue`: another target goes on with a text that breaks off after content. */
  readonly onStreamBreak: 'fail' | 'continue';
  /** Overrides of the fault table, by class; `any` stands for every class not listed. */
  readonly rules: ReadonlyMap<FaultClass | 'any', RuleAction>;
}

export interface RuleAction {
  readonly then: 'surface' | 'next_target' | 'next_tier' | 'retry_same';
  /** Name of the tier to continue in. */
  readonly to?: string;
  /** How long a Retry-After may be for the same target to be waited for. */
  readonly waitUpToMs?: number;
  /** Logged with the fault, for alert rules. */
  readonly alert?: string;
}

export interface PanicPlan {
  readonly mode: 'best_effort' | 'fail_fast';
  readonly concurrencyPerTarget: number;
}

/** When a target is taken out, how long, and how it comes back. */
export interface HealthProfile {
  readonly name: string;
  readonly passive: {
    readonly consecutiveFailures: number;
    readonly failureRate: number;
    readonly windowMs: number;
    readonly minRequests: number;
  };
  readonly ejection: {
    readonly baseMs: number;
    readonly multiplier: number;
    readonly maxMs: number;
    /** 0.2: the stay is multiplied by a draw from [0.8, 1.2). */
    readonly jitter: number;
  };
  readonly probation: { readonly concurrency: number; readonly successes: number };
  readonly slowStart: { readonly windowMs: number; readonly minWeight: number; readonly aggression: number };
  readonly active: {
    readonly probe: 'none' | 'tcp' | 'models_list';
    readonly intervalMs: number;
    readonly timeoutMs: number;
    readonly jitter: number;
    readonly when: readonly ('always' | 'idle' | 'ejected')[];
    /** Failed probes in a row that eject; passed ones that count as recovered. */
    readonly fall: number;
    readonly rise: number;
  };
  /** The circuit of a plan's only target is enforced too. */
  readonly enforceSingle: boolean;
}
