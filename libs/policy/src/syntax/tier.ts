import { list } from '../shape/collections.js';
import { keyed, record } from '../shape/record.js';
import { name, text, truth } from '../shape/scalars.js';
import { located, refine, type Shape } from '../shape/shape.js';
import { checkOneOf, checkTogether } from './exclusive-keys.js';
import { strategy, type StrategySyntax } from './strategy.js';
import { target, type TargetSyntax } from './target.js';
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
}

const fields = record(
  {
    name: located(name),
    pool: located(text),
    strategy,
    targets: list(target),
    onlyViaRule: keyed('only_via_rule', truth),
  },
  { later: ['spill_at', 'mark_response', 'queue'] },
);

/** One entry of a route's `tiers:`. */
export const tier: Shape<TierSyntax> = refine(fields, (read, findings, node) => {
  checkOneOf(['pool', 'targets'], node, findings);
  checkTogether('strategy', 'targets', node, findings);
  return { ...read, place: node.place };
});
