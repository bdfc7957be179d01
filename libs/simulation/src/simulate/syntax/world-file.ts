import {
  about,
  dictionary,
  duration,
  integer,
  keyed,
  list,
  number,
  percent,
  prices,
  record,
  required,
  text,
  type ValueOf,
} from '@fairlead/policy';
import { attemptOutcome } from '../../syntax/values.js';
import { durationSpread } from './spreads.js';

const window = record({
  fromMs: about('Since the start.', required(keyed('from', duration))),
  forMs: about('How long.', required(keyed('for', duration))),
  outcome: about('What attempts come to; absent: they only take longer.', attemptOutcome),
  rate: about('How many of them.', percent, { default: '100%' }),
  slower: about('All times are multiplied by it.', number({ min: 0.01, max: 1000 }), { default: 1 }),
});

const target = record({
  firstTokenMs: about('Until the first token.', keyed('first_token', durationSpread), {
    default: { median: '600ms', p95: '900ms' },
  }),
  perTokenMs: about('For every further token.', keyed('per_token', durationSpread), { default: '12ms' }),
  knee: about('More than this many at once slow each other down in proportion.', integer({ min: 1 })),
  failureRate: about('How many attempts fail at any time.', keyed('failure_rate', percent), {
    default: '0%',
  }),
  failure: about('What those come to.', attemptOutcome, { default: 'server_error' }),
  windows: about('When it is down, or slow.', list(window)),
  requestsPerMinute: about(
    'More are refused until the next minute begins.',
    keyed('requests_per_minute', integer({ min: 1 })),
  ),
  tokensPerMinute: about(
    'Of prompts and answers; more are refused until the next minute begins.',
    keyed('tokens_per_minute', integer({ min: 1 })),
  ),
  prices: about('Instead of those that are known.', prices),
});

/** How the targets of a policy behave. */
export const worldFile = record({
  defaults: about('Of every target, as far as it says nothing itself.', target),
  targets: about('By target.', dictionary(text, target)),
});

export type WorldSyntax = ValueOf<typeof worldFile>;
export type TargetWorldSyntax = ValueOf<typeof target>;
