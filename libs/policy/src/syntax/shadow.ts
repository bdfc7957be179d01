import { BUILT_IN_EXTRAS } from '../compile/built-in-extras.js';
import { about, extended } from '../shape/about.js';
import { oneOrMany } from '../shape/collections.js';
import { percent } from '../shape/quantities.js';
import { expected, keyed, record } from '../shape/record.js';
import { integer, text } from '../shape/scalars.js';
import { located, refine, type Shape, type ValueOf } from '../shape/shape.js';
import { word } from '../shape/words.js';
import type { Place } from '../document/document-node.js';
import { checkOneOf, oneOfKeys } from './exclusive-keys.js';
import { target } from './target.js';

const fields = extended(
  record({
    target: about('Target that gets the copies; instead of `pool`.', target),
    pool: about('Name of a pool under `pools` that gets the copies.', located(text), {
      example: 'candidates',
    }),
    sample: about('Share of the answered requests that are copied.', expected(percent), { example: '1%' }),
    maxConcurrency: about(
      'Copies under way at once; more are not made.',
      keyed('max_concurrency', integer({ min: 1 })),
      { default: BUILT_IN_EXTRAS.shadow.maxConcurrency },
    ),
    budget: about('Name of a budget with `applies_to: shadow`.', located(text), { example: 'shadow-day' }),
    unless: about(
      'Requests with any of these are not copied: `tools`, `stored` (kept by the provider) or `vision`.',
      oneOrMany(word(['tools', 'stored', 'vision'])),
      { example: ['tools', 'stored'] },
    ),
  }),
  oneOfKeys('target', 'pool'),
);

export type ShadowSyntax = ValueOf<typeof fields> & { readonly place: Place };

/** One entry of a route's `shadow:`. */
export const shadow: Shape<ShadowSyntax> = refine(fields, (read, findings, node) => {
  checkOneOf(['target', 'pool'], node, findings);
  return { ...read, place: node.place };
});
