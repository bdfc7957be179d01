import { formatDuration } from '@fairlead/plugin-sdk';
import { BUILT_IN_REFUSALS } from '../compile/built-in.js';
import { about } from '../shape/about.js';
import { duration } from '../shape/quantities.js';
import { keyed, record, required } from '../shape/record.js';
import { integer, text } from '../shape/scalars.js';

const refusal = integer({ min: 400, max: 599 });
const built = BUILT_IN_REFUSALS;

/** `queue:` of a route: a place to wait while every target is busy. */
export const queue = record({
  max: about('Requests that wait at once; more are refused.', integer({ min: 1 }), {
    default: built.queue.max,
  }),
  waitMs: about('Longest wait.', keyed('wait', duration), { default: formatDuration(built.queue.waitMs) }),
});

/** `on_no_target:` of a route: what the caller is told when there is no target. */
export const onNoTarget = record({
  status: about('HTTP status.', refusal, { default: built.onNoTarget.status }),
  retryAfterMs: about('Said in the header `retry-after`.', keyed('retry_after', duration), {
    example: '30s',
  }),
  message: about('Said instead of the usual text.', text, { example: 'come back in a minute' }),
});

/** `reject:` of a route that answers every request with a refusal. */
export const reject = record({
  status: about('HTTP status.', refusal, { default: built.reject.status }),
  message: about('What the caller is told.', required(text), { example: 'this model is retired' }),
  code: about('Error code, for programs.', text, { example: 'model_retired' }),
});
