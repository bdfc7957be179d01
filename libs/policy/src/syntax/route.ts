import { list } from '../shape/collections.js';
import { expected, record } from '../shape/record.js';
import { name, text, truth } from '../shape/scalars.js';
import { located, refine, type Shape, type ValueOf } from '../shape/shape.js';
import type { Place } from '../document/document-node.js';
import { checkOneOf, checkTogether } from './exclusive-keys.js';
import { failover } from './failover.js';
import { match } from './match.js';
import { panic } from './panic.js';
import { strategy } from './strategy.js';
import { target, targetName } from './target.js';
import { tier, type TierSyntax } from './tier.js';
import { timeouts } from './timeouts.js';

const fields = record(
  {
    name: expected(located(name)),
    match: expected(match),
    pool: located(text),
    targets: list(target),
    strategy,
    tiers: list(tier),
    timeouts,
    failover,
    health: located(text),
    panic,
    baseline: targetName,
    critical: truth,
  },
  {
    later: [
      'affinity',
      'budgets',
      'canary',
      'hedge',
      'on_no_target',
      'queue',
      'reject',
      'require',
      'shadow',
      'when',
    ],
  },
);

type Written = ValueOf<typeof fields>;

/** A route with its short forms expanded: it always has tiers. */
export interface RouteSyntax extends Omit<Written, 'pool' | 'targets' | 'strategy' | 'tiers'> {
  readonly place: Place;
  readonly tiers: readonly TierSyntax[];
}

/** One entry of `routes:`. `pool` or `targets` on a route is one tier. */
export const route: Shape<RouteSyntax> = refine(fields, (written, findings, node) => {
  checkOneOf(['pool', 'targets', 'tiers'], node, findings);
  checkTogether('strategy', 'targets', node, findings);
  const { pool, targets, strategy: balancedBy, tiers, ...rest } = written;
  const { place } = node;
  const own = {
    place,
    ...(pool && { pool }),
    ...(targets && { targets }),
    ...(balancedBy && { strategy: balancedBy }),
  };
  return { ...rest, place, tiers: tiers ?? (pool || targets ? [own] : []) };
});
