import { about, dictionary, duration, keyed, located, percent, record, text, word } from '@fairlead/policy';
import { attemptOutcome } from '../../syntax/values.js';

/** How a target is when the test begins. */
const GIVEN_STATES = ['healthy', 'ejected', 'draining', 'disabled'] as const;

/** What an attempt meets. */
export const behaviour = {
  outcome: about('What an attempt comes to.', attemptOutcome, { default: 'ok' }),
  firstTokenMs: about('Until the first token.', keyed('first_token', duration), { default: '500ms' }),
  perTokenMs: about('For every further token.', keyed('per_token', duration), { default: '10ms' }),
  afterMs: about('Until a failure shows.', keyed('after', duration), { default: '50ms' }),
  retryAfterMs: about('What a refusal asks for.', keyed('retry_after', duration)),
};

const givenTarget = record({
  state: about('How it is at the start.', located(word(GIVEN_STATES)), { default: 'healthy' }),
  forMs: about('How long an ejection lasts.', keyed('for', located(duration))),
  ...behaviour,
  failureRate: about('How many of the attempts meet the outcome.', keyed('failure_rate', percent), {
    default: '100%',
  }),
  quota: about('What is left of its rate limit.', percent, { example: '5%' }),
});

export const given = record({ targets: dictionary(text, givenTarget) });
