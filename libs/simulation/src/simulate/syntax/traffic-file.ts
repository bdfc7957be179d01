import {
  about,
  dictionary,
  duration,
  integer,
  keyed,
  list,
  number,
  record,
  refine,
  required,
  text,
  word,
  type ValueOf,
} from '@fairlead/policy';
import { instant } from '../../syntax/instant.js';
import { requestFacts } from '../../syntax/request.js';
import { tokenSpread } from './spreads.js';

const HOURS = 24;
const rate = number({ min: 0, max: 10_000 });

const byHour = refine(list(rate), (rates, findings, node) => {
  if (rates.length === HOURS && rates.some((each) => each > 0)) return rates;
  findings.error(node.place, 'invalid-value', 'expected 24 rates, one for each hour of the day, not all 0');
  return undefined;
});

const part = record({
  weight: about('How many of the requests, against the other parts.', number({ min: 0 }), { default: 1 }),
  request: about('What all of them have in common.', requestFacts),
  promptTokens: about('Sizes of the prompts.', keyed('prompt_tokens', tokenSpread)),
  outputTokens: about('Sizes of the answers.', keyed('output_tokens', tokenSpread)),
  prefixes: about(
    'How many beginnings the prompts have, all equally likely.',
    keyed('prompt_prefixes', integer({ min: 1, max: 1_000_000 })),
  ),
  spread: about(
    'Labels with so many values each, `<name>-1` and on, all equally likely.',
    dictionary(text, integer({ min: 1, max: 1_000_000 })),
    { example: { tenant: 50 } },
  ),
});

/** What is asked, how often and for how long. */
export const trafficFile = record({
  start: about('Calendar time at the beginning.', instant, { default: '2026-01-01T00:00:00Z' }),
  forMs: about('How long requests come.', required(keyed('for', duration)), { example: '24h' }),
  rps: about('Requests a second.', number({ min: 0.0001, max: 10_000 }), { default: 10 }),
  rpsByHour: about('The same by the hour of the day, UTC: 24 numbers.', keyed('rps_by_hour', byHour)),
  arrivals: about('Whether they come at random moments or evenly spaced.', word(['random', 'even']), {
    default: 'random',
  }),
  mix: about('Kinds of requests.', list(part)),
});

export type TrafficSyntax = ValueOf<typeof trafficFile>;
