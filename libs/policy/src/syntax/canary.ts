import { BUILT_IN_EXTRAS } from '../compile/built-in-extras.js';
import { about, extended, withKeyDefaults } from '../shape/about.js';
import { dictionary } from '../shape/collections.js';
import { duration, percent } from '../shape/quantities.js';
import { expected, keyed, record, required } from '../shape/record.js';
import { integer, name, number, text } from '../shape/scalars.js';
import { located, refine, type Shape, type ValueOf } from '../shape/shape.js';
import { entryOf, type Place } from '../document/document-node.js';
import { anyOfKeys } from './exclusive-keys.js';
import { requestKey } from './request-key.js';
import { target } from './target.js';

/** A request is in one of this many buckets, so a share has steps of 0.01%. */
const BUCKETS = 10_000;

const share = refine(percent, (fraction, findings, node) => {
  const buckets = fraction * BUCKETS;
  if (Math.abs(buckets - Math.round(buckets)) < 1e-6) return Math.round(buckets) / BUCKETS;
  findings.error(node.place, 'invalid-value', 'a share has steps of 0.01%');
  return undefined;
});

const abortIf = refine(
  extended(
    withKeyDefaults(
      BUILT_IN_EXTRAS.gate,
      record({
        failureRateDelta: about(
          'Failure rate of the canary above that of the rest of its route.',
          keyed('failure_rate_delta', percent),
          { example: '2%' },
        ),
        firstTokenP95Ratio: about(
          '95th percentile of the time to the first token, as a multiple of the rest of its route.',
          keyed('first_token_p95_ratio', number({ min: 1 })),
          { example: 1.5 },
        ),
        minRequests: about(
          'Nothing is concluded from fewer requests, on either side.',
          keyed('min_requests', integer({ min: 1 })),
        ),
        overMs: about('The window that both sides are compared over.', keyed('over', duration)),
      }),
    ),
    anyOfKeys('failure_rate_delta', 'first_token_p95_ratio'),
  ),
  (gate, findings, node) => {
    if (['failure_rate_delta', 'first_token_p95_ratio'].some((key) => entryOf(node, key))) return gate;
    findings.error(
      node.place,
      'missing-key',
      'nothing is compared',
      'add failure_rate_delta or first_token_p95_ratio',
    );
    return undefined;
  },
);

const fields = extended(
  record({
    name: about('Unique in its route; state and metrics go by it.', required(located(name)), {
      example: 'next',
    }),
    share: about(
      'Share of the keys, in steps of 0.01%; the same key is always on the same side.',
      expected(located(share)),
      { example: '5%' },
    ),
    key: about(
      'What is shared out: `tenant`, `conversation`, `prompt_prefix`, each `request` by itself, or what a `header:<name>` or `label:<name>` says.',
      requestKey(['tenant', 'conversation', 'prompt_prefix', 'request']),
      { default: 'tenant' },
    ),
    pool: about(
      'With `replace`: the pool of the route in which targets are replaced, without it every one. Alone: the pool that takes the place of the first tier’s.',
      located(text),
      { example: 'main' },
    ),
    replace: about('Target of the pool → the target in its place.', dictionary(text, target), {
      example: { 'acme/large': 'acme/next' },
    }),
    abortIf: about(
      'When the canary does this much worse, its share becomes 0 until an operator resets it.',
      keyed('abort_if', abortIf),
    ),
  }),
  anyOfKeys('pool', 'replace'),
);

export type CanarySyntax = ValueOf<typeof fields> & { readonly place: Place };

/** One entry of a route's `canary:`. */
export const canary: Shape<CanarySyntax> = refine(fields, (read, findings, node) => {
  if (!['pool', 'replace'].some((key) => entryOf(node, key))) {
    const hint = 'add replace: { <target>: <target> }, or the pool to try';
    findings.error(node.place, 'missing-key', 'this canary changes nothing', hint);
  }
  return { ...read, place: node.place };
});
