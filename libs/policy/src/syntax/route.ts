import { about, extended } from '../shape/about.js';
import { list } from '../shape/collections.js';
import { expected, record } from '../shape/record.js';
import { name, text, truth } from '../shape/scalars.js';
import { located, refine, type Shape, type ValueOf } from '../shape/shape.js';
import { entryOf, type Place } from '../document/document-node.js';
import { checkOneOf, checkTogether, oneOfKeys } from './exclusive-keys.js';
import { failover } from './failover.js';
import { match } from './match.js';
import { panic } from './panic.js';
import { requirement } from './requirement.js';
import { routeExtras } from './route-extras.js';
import { strategy } from './strategy.js';
import { target, targetName } from './target.js';
import { tier, type TierSyntax } from './tier.js';
import { timeouts } from './timeouts.js';

/** Who answers: exactly one of these. */
const GO_BY = ['pool', 'targets', 'tiers', 'reject'];

const fields = extended(
  record(
    {
      name: about(
        'Unique; in the response header `x-fairlead-route` and in metrics.',
        expected(located(name)),
        { example: 'chat' },
      ),
      match: about(
        'Which requests it takes: `any`, or a map of conditions that must all hold.',
        expected(match),
      ),
      pool: about('Name of a pool under `pools`: its only tier.', located(text), { example: 'main' }),
      targets: about('Targets of its own: its only tier.', list(target)),
      strategy: about('How `targets` are balanced; only beside `targets`.', strategy),
      tiers: about(
        'Tiers in strict order: each is used when those above it have no target left.',
        list(tier),
      ),
      timeouts: about('Time limits; what is left out comes from `defaults`.', timeouts),
      failover: about(
        'What happens when an attempt fails; what is left out comes from `defaults`.',
        failover,
      ),
      health: about(
        'Health profile of the targets that the route lists itself; a named pool has its own.',
        located(text),
        { example: 'standard' },
      ),
      panic: about(
        'What happens when no target is available; what is left out comes from `defaults`.',
        panic,
      ),
      baseline: about(
        'Target whose price savings are counted against: what the same tokens would have cost there.',
        targetName,
      ),
      ...routeExtras,
      require: about('What its targets must be, in every tier; it fails closed.', requirement),
      critical: about('Readiness fails when no target of the route is left.', truth, { default: true }),
    },
    { later: ['when'] },
  ),
  { anyOf: [{ required: ['extends'] }, oneOfKeys(...GO_BY)] },
);

type Written = ValueOf<typeof fields>;

/** A route with its short forms expanded: it always has tiers, unless it rejects. */
export interface RouteSyntax extends Omit<Written, 'pool' | 'targets' | 'strategy' | 'tiers'> {
  readonly place: Place;
  readonly tiers: readonly TierSyntax[];
}

/** One entry of `routes:`. `pool` or `targets` on a route is one tier. */
export const route: Shape<RouteSyntax> = refine(fields, (written, findings, node) => {
  // What it extends is in it by now, unless that was not found.
  const open = entryOf(node, 'extends') && !GO_BY.some((key) => entryOf(node, key));
  if (!open) checkOneOf(GO_BY, node, findings);
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
