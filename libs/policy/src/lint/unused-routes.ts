import type { Findings } from '../document/findings.js';
import type { PolicySyntax } from '../syntax/policy.js';

/** Warns of routes that match nothing and that nothing leads to. */
export function reportUnusedRoutes({ budgets, routes = [] }: PolicySyntax, findings: Findings): void {
  const detours = [...(budgets?.values() ?? [])].flatMap(({ value: { onExceeded } }) =>
    onExceeded?.action === 'use_route' ? [onExceeded.route.value] : [],
  );
  const used = new Set([...detours, ...routes.map((route) => route.extends?.value)]);
  for (const { match, name } of routes) {
    if (!match?.never || !name || used.has(name.value)) continue;
    const hint = 'remove it, or let a budget or another route name it';
    findings.warning(name.place, 'unused-route', `nothing leads to the route "${name.value}"`, hint);
  }
}
