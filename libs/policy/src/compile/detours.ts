import type { Findings } from '../document/findings.js';
import type { RoutePlan } from '../plan/index.js';
import { suggest } from '../shape/words.js';
import type { PolicySyntax } from '../syntax/policy.js';

/** Reports budgets that send requests to a route that is not there, or round in a circle. */
export function checkDetours(
  budgets: NonNullable<PolicySyntax['budgets']>,
  routes: readonly RoutePlan[],
  findings: Findings,
): void {
  const names = routes.map((route) => route.name);
  for (const { value } of budgets.values()) {
    if (value.onExceeded?.action !== 'use_route') continue;
    const { value: route, place } = value.onExceeded.route;
    if (names.includes(route)) {
      const circle = circleFrom(route, routes);
      if (!circle) continue;
      const hint = 'let the last one be a route whose budgets reject';
      const message = `a spent budget sends requests in a circle: ${circle.join(' → ')}`;
      findings.error(place, 'budget-cycle', message, hint);
    } else findings.error(place, 'unknown-route', `no route is named "${route}"`, suggest(route, names));
  }
}

/** The way from a route back to itself when all its budgets are spent. */
function circleFrom(start: string, routes: readonly RoutePlan[]): readonly string[] | undefined {
  const seen = new Set<string>();
  const paths = [[start]];
  for (const path of paths) {
    for (const next of detoursOf(path.at(-1)!, routes)) {
      if (next === start) return [...path, next];
      if (!seen.has(next)) paths.push([...path, next]);
      seen.add(next);
    }
  }
  return undefined;
}

function detoursOf(name: string, routes: readonly RoutePlan[]): string[] {
  const budgets = routes.find((route) => route.name === name)?.budgets ?? [];
  return budgets.flatMap(({ onExceeded }) => (onExceeded.action === 'use_route' ? [onExceeded.route] : []));
}
