import { about, extended } from '../shape/about.js';
import { list } from '../shape/collections.js';
import { keyed, record } from '../shape/record.js';
import { percent } from '../shape/quantities.js';
import { integer, name, text, truth } from '../shape/scalars.js';
import { located, refine, type Shape } from '../shape/shape.js';
import { checkOneOf, checkTogether, oneOfKeys } from './exclusive-keys.js';
import { perMinute } from './limits.js';
import { strategy, type StrategySyntax } from './strategy.js';
import { target, type TargetSyntax } from './target.js';
import type { LimitsPlan } from '../plan/index.js';
import type { Located } from '../shape/shape.js';
import type { Place } from '../document/document-node.js';

/** A tier as it is written, or as a route's own `pool` or `targets` expand to. */
export interface TierSyntax {
  readonly place: Place;
  readonly name?: Located<string>;
  readonly pool?: Located<string>;
  readonly strategy?: StrategySyntax;
  readonly targets?: readonly TargetSyntax[];
  readonly onlyViaRule?: boolean;
  readonly spillAt?: number;
  readonly markResponse?: string;
  readonly limits?: LimitsPlan;
}

const fields = extended(
  record({
    name: about('Unique in its route; `tier-1`, `tier-2`, … where none is given.', located(name), {
      example: 'main',
    }),
    pool: about('Name of a pool under `pools`.', located(text), { example: 'main' }),
    strategy: about('How `targets` are balanced; only beside `targets`.', strategy),
    targets: about('Targets of its own, instead of a pool.', list(target)),
    onlyViaRule: about(
      'No ordinary failure falls into this tier, only a failover rule with `to`.',
      keyed('only_via_rule', truth),
      { default: false },
    ),
    spillAt: about(
      'With this share of its concurrency limits in use, the next tier takes over.',
      keyed('spill_at', percent),
      { example: '90%' },
    ),
    markResponse: about(
      'A word for the response header `x-fairlead-mark` of what this tier answers.',
      keyed('mark_response', name),
      { example: 'degraded' },
    ),
    limits: about(
      'What all its targets together take at most.',
      record({ concurrency: about('Requests in flight.', integer({ min: 1 })), ...perMinute }),
    ),
  }),
  oneOfKeys('pool', 'targets'),
);

/** One entry of a route's `tiers:`. */
export const tier: Shape<TierSyntax> = refine(fields, (read, findings, node) => {
  checkOneOf(['pool', 'targets'], node, findings);
  checkTogether('strategy', 'targets', node, findings);
  return { ...read, place: node.place };
});
