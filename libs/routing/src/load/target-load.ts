import { AdaptiveConcurrency } from './adaptive-concurrency.js';
import { FailureMemory } from './failure-memory.js';
import { FirstTokenWait } from './first-token-wait.js';
import { LatencyEstimate } from './latency-estimate.js';
import { MinuteWindow } from './minute-window.js';
import { RecentFirstTokens } from './recent-first-tokens.js';
import { SuccessWindow } from './success-window.js';

/** Everything measured of one target, from production traffic only. */
export class TargetLoad {
  inflight = 0;
  /** Σ (prompt/8 + expected output) over what is in flight. */
  inflightTokens = 0;
  readonly minute = new MinuteWindow();
  readonly failures = new FailureMemory();
  /** Milliseconds at the pool's mean prompt size. */
  readonly firstToken = new LatencyEstimate();
  readonly perToken = new LatencyEstimate();
  readonly waiting = new FirstTokenWait();
  readonly recentFirstTokens = new RecentFirstTokens();
  readonly outcomes = new SuccessWindow();
  readonly adaptive = new AdaptiveConcurrency();

  /** The limit as it stands now; undefined: none. */
  limit(concurrency: number | 'auto' | undefined): number | undefined {
    return concurrency === 'auto' ? this.adaptive.limit : concurrency;
  }
}
