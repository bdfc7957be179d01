import type { FaultClass } from '@fairlead/plugin-sdk';

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
  /** A larger body is sent once and to nobody else. */
  readonly maxReplayBytes: number;
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

/** What is done when no target is available. */
export interface PanicPlan {
  readonly mode: 'best_effort' | 'fail_fast';
  readonly concurrencyPerTarget: number;
}
