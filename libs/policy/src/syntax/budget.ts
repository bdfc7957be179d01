import { expression } from '../expression/expression-shape.js';
import { about } from '../shape/about.js';
import { byKind } from '../shape/by-kind.js';
import { usd } from '../shape/money.js';
import { percent } from '../shape/quantities.js';
import { expected, keyed, record, required } from '../shape/record.js';
import { text } from '../shape/scalars.js';
import { located, refine, type Located } from '../shape/shape.js';
import { word } from '../shape/words.js';

/** What happens when the money is spent; the route is not looked up yet. */
export type OnExceededSyntax =
  | { readonly action: 'reject' | 'log_only' }
  | { readonly action: 'use_route'; readonly route: Located<string> };

const plainAction = word(['reject', 'log_only']);

const detour = record({
  route: about(
    'The request goes by the plan of this route instead.',
    required(keyed('use_route', located(text))),
    { example: 'cheap' },
  ),
});

const onExceeded = byKind(
  {
    scalar: refine(plainAction, (action): OnExceededSyntax => ({ action })),
    map: refine(detour, ({ route }): OnExceededSyntax => ({ action: 'use_route', route })),
  },
  `${plainAction.expects}, or { use_route: … }`,
);

/** One entry of `budgets:`. */
export const budget = record({
  limitNanoUsd: about('US dollars a window.', expected(keyed('limit_usd', usd)), { example: 500 }),
  per: about(
    'The window; it begins on the hour, at midnight, on Monday or on the first of the month, in UTC.',
    expected(word(['hour', 'day', 'week', 'month'])),
  ),
  appliesTo: about(
    'What is charged: `requests` of the routes that name it, `shadow` copies that name it, all `probes`, or all `hedges`.',
    keyed('applies_to', word(['requests', 'probes', 'shadow', 'hedges'])),
    { default: 'requests' },
  ),
  warnAt: about('Share of the limit that is logged once a window.', keyed('warn_at', percent), {
    example: '80%',
  }),
  onExceeded: about('What becomes of a request that it has no money for.', keyed('on_exceeded', onExceeded), {
    default: 'reject',
  }),
  scope: about('CEL that gives text: each value has money of its own.', expression('string'), {
    example: 'label("team")',
  }),
});
