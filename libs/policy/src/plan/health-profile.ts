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
