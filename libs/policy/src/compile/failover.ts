import type { Findings } from '../document/findings.js';
import type { FailoverPlan } from '../plan/index.js';
import type { ValueOf } from '../shape/shape.js';
import type { failover } from '../syntax/failover.js';
import { mergeMaps } from './merge-maps.js';

type FailoverSyntax = ValueOf<typeof failover>;

/** `over` laid on `base`; a rule replaces the rule of the same class. */
export function mergeFailover(base: FailoverPlan, over: FailoverSyntax | undefined): FailoverPlan {
  if (!over) return base;
  const { rules, ...rest } = over;
  const actions = [...(rules ?? [])].map(([errorClass, { value }]) => {
    const { to, ...action } = value;
    return [errorClass, { ...action, ...(to && { to: to.value }) }] as const;
  });
  return mergeMaps(base, { ...rest, rules: new Map(actions) });
}

/** A rule of the defaults cannot lead to a tier: each route has tiers of its own. */
export function checkDefaultRules(written: FailoverSyntax | undefined, findings: Findings): void {
  for (const { value } of written?.rules?.values() ?? []) {
    if (!value.to) continue;
    const message = `"to: ${value.to.value}" names a tier, and the defaults have none`;
    findings.error(
      value.to.place,
      'misplaced-key',
      message,
      'put this rule into the routes that have the tier',
    );
  }
}
