import type { Findings } from '../document/findings.js';
import type { PoolPlan, TargetPlan } from '../plan/index.js';
import type { Keyed } from '../shape/collections.js';
import type { TargetSyntax } from '../syntax/target.js';
import { planTarget } from './pools.js';

/** The pool with other targets in the place of some of its own. */
export function replaceTargets(
  pool: PoolPlan,
  id: string,
  replace: ReadonlyMap<string, Keyed<TargetSyntax>>,
  findings: Findings,
): PoolPlan {
  const targets = pool.targets.map((old) => {
    const by = replace.get(old.id)?.value;
    return by ? inPlaceOf(old, by) : old;
  });
  for (const { value } of replace.values()) {
    const { target } = value;
    if (targets.filter((other) => other.id === target.value.id).length < 2) continue;
    const message = `"${target.value.id}" would be in the pool "${pool.id}" twice`;
    findings.error(target.place, 'duplicate-target', message, 'replace by a target that it does not have');
  }
  return { ...pool, id, targets };
}

/** It takes over the place, the weight and the limits, unless it has its own; of one provider, what is said of it, too. */
function inPlaceOf(old: TargetPlan, by: TargetSyntax): TargetPlan {
  const { weight, concurrency, requestsPerMinute, tokensPerMinute, region, tags } = old;
  const own = planTarget(by, old.position);
  return {
    ...(concurrency !== undefined && { concurrency }),
    ...(requestsPerMinute !== undefined && { requestsPerMinute }),
    ...(tokensPerMinute !== undefined && { tokensPerMinute }),
    ...(own.provider === old.provider && { ...(region && { region }), ...(tags && { tags }) }),
    ...own,
    weight: by.weight ?? weight,
  };
}
