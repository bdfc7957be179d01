import { list } from '../shape/collections.js';
import { duration, percent } from '../shape/quantities.js';
import { keyed, record } from '../shape/record.js';
import { integer, number, text, truth } from '../shape/scalars.js';
import { located } from '../shape/shape.js';
import { word } from '../shape/words.js';

/** One entry of `health_profiles:`. Whatever it leaves out comes from the profile it extends. */
export const healthProfile = record({
  extends: located(text),
  passive: record({
    consecutiveFailures: keyed('consecutive_failures', integer({ min: 1 })),
    failureRate: keyed('failure_rate', percent),
    windowMs: keyed('window', duration),
    minRequests: keyed('min_requests', integer({ min: 1 })),
  }),
  ejection: record({
    baseMs: keyed('base', duration),
    multiplier: number({ min: 1 }),
    maxMs: keyed('max', duration),
    jitter: percent,
  }),
  probation: record({ concurrency: integer({ min: 1 }), successes: integer({ min: 1 }) }),
  slowStart: keyed(
    'slow_start',
    record({
      windowMs: keyed('window', duration),
      minWeight: keyed('min_weight', percent),
      aggression: number({ min: 0.01 }),
    }),
  ),
  active: record({
    probe: word(['none', 'tcp', 'models_list'], { later: ['count_tokens', 'completion'] }),
    intervalMs: keyed('interval', duration),
    timeoutMs: keyed('timeout', duration),
    jitter: percent,
    when: list(word(['always', 'idle', 'ejected'])),
    fall: integer({ min: 1 }),
    rise: integer({ min: 1 }),
  }),
  enforceSingle: keyed('enforce_single', truth),
});
