import type { FailoverPlan, RoutePlan } from '@fairlead/policy';

/** A second attempt with less time than this left cannot succeed; it would only cost. */
const MIN_REMAINING_MS = 1000;

/** The times that bound one exchange, all on the clock. */
export class Deadline {
  readonly totalAt: number;

  constructor(
    readonly startedAt: number,
    route: Pick<RoutePlan, 'timeouts'>,
    callerMs: number | undefined,
  ) {
    this.totalAt = startedAt + Math.min(route.timeouts.totalMs, callerMs ?? Infinity);
  }

  /** Whether another attempt is worth starting at `at`, after one that took `lastMs`. */
  allows(at: number, plan: FailoverPlan, lastMs: number, usualFirstTokenMs = 0): boolean {
    const remaining = this.totalAt - at;
    if (remaining < Math.max(MIN_REMAINING_MS, usualFirstTokenMs)) return false;
    if (plan.maxElapsedMs !== undefined && at >= this.startedAt + plan.maxElapsedMs) return false;
    const wasSlow = plan.retryFastOnlyMs !== undefined && lastMs > plan.retryFastOnlyMs;
    return !wasSlow || remaining >= 2 * lastMs;
  }
}
