import { about, duration, integer, keyed, located, number, record } from '@fairlead/policy';
import { labels, requestFacts } from '../../syntax/request.js';
import { reference } from '../../syntax/values.js';

/** Many requests, evenly spaced: so many a second for so long, or so many in all. */
export const load = located(
  record({
    route: about(
      'They go by this route; what of the request is not said is chosen so that they do.',
      reference,
    ),
    request: about('The facts of each.', requestFacts),
    labels: about('Its labels, besides those under `request`.', labels),
    rps: about('Requests a second.', number({ min: 0.001, max: 10_000 }), { default: 10 }),
    forMs: about('For how long.', keyed('for', located(duration))),
    requests: about('How many.', integer({ min: 1, max: 1_000_000 })),
  }),
);
