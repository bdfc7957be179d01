/** Requests may wait here for a place when all targets are busy. */
export interface QueuePlan {
  /** Waiting at once; more are refused. */
  readonly max: number;
  readonly waitMs: number;
}

/** What the caller is told when no target can take the request. */
export interface NoTargetPlan {
  readonly status: number;
  readonly retryAfterMs?: number;
  readonly message?: string;
}

/** A route that refuses. */
export interface RejectPlan {
  readonly status: number;
  readonly message: string;
  readonly code?: string;
}
