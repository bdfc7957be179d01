import type { Findings } from '../document/findings.js';
import { isPattern } from '../model-pattern.js';
import type { PolicySyntax } from '../syntax/policy.js';

/** Aliases with chains followed to their end, so that a request needs one step. */
export function resolveAliases(
  written: NonNullable<PolicySyntax['aliases']>,
  findings: Findings,
): ReadonlyMap<string, string> {
  const resolved = new Map<string, string>();
  for (const [alias, { place }] of written) {
    if (isPattern(alias)) {
      const hint = 'patterns belong in the match of a route';
      findings.error(place, 'invalid-value', `"${alias}": an alias is one whole name`, hint);
    }
    const trail = [alias];
    let next = written.get(alias);
    while (next && !trail.includes(next.value.value)) {
      trail.push(next.value.value);
      next = written.get(next.value.value);
    }
    if (next) {
      const circle = [...trail, next.value.value].join(' → ');
      findings.error(
        place,
        'alias-cycle',
        `this alias never ends: ${circle}`,
        'let it name a model of a route',
      );
    } else resolved.set(alias, trail.at(-1)!);
  }
  return resolved;
}
