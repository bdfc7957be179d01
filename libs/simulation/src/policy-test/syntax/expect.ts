import { CIRCUIT_STATES } from '@fairlead/health';
import {
  about,
  dictionary,
  duration,
  integer,
  keyed,
  list,
  oneOrMany,
  record,
  refine,
  text,
  textAs,
  word,
  type Shape,
} from '@fairlead/policy';
import { parseDurationMs } from '@fairlead/plugin-sdk';
import { countRange, shareRange } from './range.js';
import { anyList, reference, requestOutcome } from '../../syntax/values.js';

const moment: Shape<string> = refine(textAs('a moment such as 7s'), (value, findings, node) => {
  if (parseDurationMs(value) !== undefined) return value;
  findings.error(node.place, 'invalid-duration', `expected a moment such as 7s, found "${value}"`);
  return undefined;
});

const states = record({
  state: about('The circuit of each target at that moment.', dictionary(text, word(CIRCUIT_STATES))),
});

/** What must have happened. */
export const expectations = record({
  route: about('The route of every request.', reference),
  tier: about('The tier of the first attempt.', reference),
  finalTier: about('The tier of the last attempt.', keyed('final_tier', reference)),
  target: about('Who answered.', reference),
  firstTarget: about('Who was tried first.', keyed('first_target', reference)),
  firstTargetNot: about('Who was not tried first.', keyed('first_target_not', oneOrMany(reference))),
  targetsSubsetOf: about(
    'Nobody else was tried; `*` stands for any run of characters.',
    keyed('targets_subset_of', list(text)),
  ),
  targetsNoneOf: about('None of these was tried.', keyed('targets_none_of', list(text))),
  attempts: about('Of each request.', countRange, { example: '1..2' }),
  outcome: about('What every request came to.', requestOutcome),
  status: about('HTTP status of every answer.', integer({ min: 100, max: 599 })),
  reason: about('Why the first choice was made, as its decision says.', text, {
    example: 'strategy:latency',
  }),
  excluded: about(
    'Why targets could not be chosen at first; the beginning of the reason will do.',
    dictionary(text, text),
  ),
  ejected: about('Who is out at the end: these, and nobody else.', anyList(reference)),
  ejections: about('How often each was ejected.', dictionary(text, countRange)),
  share: about('Part of the requests that each answered.', dictionary(text, shareRange)),
  clientErrorsMax: about(
    'Requests that failed in the eyes of their callers.',
    keyed('client_errors_max', integer({ min: 0 })),
  ),
  firstTokenP95MaxMs: about(
    '95 of 100 requests had their first token by then.',
    keyed('first_token_p95_max', duration),
  ),
  at: about('At moments since the start.', dictionary(moment, states), {
    example: { '7s': { state: { 'acme/large': 'ejected' } } },
  }),
});
