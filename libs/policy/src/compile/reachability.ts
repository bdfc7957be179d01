import { ANYTHING } from '../conditions.js';
import { coveredBy } from '../coverage.js';
import type { Place } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';
import type { RouteSyntax } from '../syntax/route.js';

/** Reports routes that can never match, and the lack of one that always does. */
export function checkReachability(routes: readonly RouteSyntax[], end: Place, findings: Findings): void {
  const above: { conditions: NonNullable<RouteSyntax['match']>; route: RouteSyntax }[] = [];
  for (const route of routes) {
    const { match: conditions, name, place } = route;
    if (!conditions) continue;
    const takers = coveredBy(conditions, above);
    if (takers) {
      const by = takers.map((taker) => `"${taker.route.name?.value}" (line ${taker.route.place.line})`);
      const message = `"${name?.value}" can never match: ${by.join(' and ')} takes all it could`;
      findings.error(place, 'unreachable-route', message, 'move it up or remove it: the first match wins');
    }
    above.push({ conditions, route });
  }
  if (above.length < routes.length || coveredBy(ANYTHING, above)) return;
  const hint = 'end with a route that has "match: any", unless refusing is what you want';
  findings.warning(end, 'no-catch-all', 'a request that no route matches is refused', hint);
}
