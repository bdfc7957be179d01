import { FAULT_CLASSES, type FaultClass } from '@fairlead/plugin-sdk';
import { BUILT_IN } from '../compile/built-in.js';
import { about, defined, withDefaults } from '../shape/about.js';
import { dictionary } from '../shape/collections.js';
import { duration, percent, size } from '../shape/quantities.js';
import { keyed, record } from '../shape/record.js';
import { integer } from '../shape/scalars.js';
import { word } from '../shape/words.js';
import { ruleAction } from './rule-action.js';

const errorClass = defined(
  'fault_class',
  word<FaultClass | 'any'>([...FAULT_CLASSES, 'any'], { code: 'unknown-class' }),
);

const retryBudget = record({
  ratio: about('Retries of one endpoint, as a share of its first attempts.', percent),
  minPer10s: about(
    'Retries in ten seconds that are always allowed.',
    keyed('min_per_10s', integer({ min: 0 })),
  ),
});

const backoff = record({
  baseMs: about('Longest wait before the first retry; it doubles with each.', keyed('base', duration)),
  maxMs: about('The wait grows no longer than this.', keyed('max', duration)),
  jitter: about(
    '`full` waits anything up to the limit, `equal` at least half of it, `none` all of it.',
    word(['full', 'equal', 'none']),
  ),
});

const { rules: _noRules, ...standard } = BUILT_IN.failover;

const fields = record({
  maxAttempts: about('Attempts in total, the first included.', keyed('max_attempts', integer({ min: 1 }))),
  maxElapsedMs: about(
    'No new attempt starts after this; without it only the deadline counts.',
    keyed('max_elapsed', duration),
    { example: '90s' },
  ),
  sameTargetRetries: about(
    'Further attempts on one target, where its failure makes that worth while.',
    keyed('same_target_retries', integer({ min: 0 })),
  ),
  retryBudget: about(
    'How many retries of the same target one endpoint takes.',
    keyed('retry_budget', retryBudget),
  ),
  backoff: about('The wait before a retry of the same target.', backoff),
  retryFastOnlyMs: about(
    'No failover after a failure slower than this, unless twice the time is left.',
    keyed('retry_fast_only', duration),
    { example: '5s' },
  ),
  maxReplayBytes: about(
    'A request with a larger body has one attempt only: no retry, no failover, no hedge and no copy.',
    keyed('max_replay_bytes', size),
    { example: '1MiB' },
  ),
  onStreamBreak: about(
    'What a stream that breaks after content becomes: `fail` ends it with the error event of its protocol, `continue` lets another target go on.',
    keyed('on_stream_break', word(['fail', 'continue'], { later: ['restart'] })),
  ),
  rules: about(
    'What to do by class of error, or `any` for each class not listed; all others keep the built-in action.',
    dictionary(errorClass, ruleAction),
    { example: { rate_limited: { wait_up_to: '2s' } } },
  ),
});

/** `failover:` of a route or of the defaults. */
export const failover = defined('failover', withDefaults(standard, fields));
