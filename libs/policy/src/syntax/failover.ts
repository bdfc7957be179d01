import { FAULT_CLASSES, type FaultClass } from '@fairlead/plugin-sdk';
import { dictionary } from '../shape/collections.js';
import { duration, percent } from '../shape/quantities.js';
import { keyed, record } from '../shape/record.js';
import { integer } from '../shape/scalars.js';
import { word } from '../shape/words.js';
import { ruleAction } from './rule-action.js';

const errorClass = word<FaultClass | 'any'>([...FAULT_CLASSES, 'any'], { code: 'unknown-class' });

/** `failover:` of a route or of the defaults. */
export const failover = record({
  maxAttempts: keyed('max_attempts', integer({ min: 1 })),
  maxElapsedMs: keyed('max_elapsed', duration),
  sameTargetRetries: keyed('same_target_retries', integer({ min: 0 })),
  retryBudget: keyed(
    'retry_budget',
    record({ ratio: percent, minPer10s: keyed('min_per_10s', integer({ min: 0 })) }),
  ),
  backoff: record({
    baseMs: keyed('base', duration),
    maxMs: keyed('max', duration),
    jitter: word(['full', 'equal', 'none']),
  }),
  retryFastOnlyMs: keyed('retry_fast_only', duration),
  onStreamBreak: keyed('on_stream_break', word(['fail', 'continue'], { later: ['restart'] })),
  rules: dictionary(errorClass, ruleAction),
});
