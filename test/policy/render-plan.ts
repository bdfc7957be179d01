import type { HealthProfile, Plan, PoolPlan, RoutePlan } from '@fairlead/policy';

/**
 * A plan as stable JSON: what stands in many places is told once and named elsewhere.
 *
 * @param known a plan whose defaults and health profiles go without saying.
 */
export function renderPlan(plan: Plan, known?: Plan): unknown {
  const { version: _version, routes, pools, defaults, ...rest } = plan;
  const profiles = new Map<string, HealthProfile>([[defaults.health.name, defaults.health]]);
  for (const { health } of pools.values()) profiles.set(health.name, health);
  const { health: standard, ...usual } = known?.defaults ?? {};
  const { health, ...own } = defaults;
  return plain({
    ...rest,
    defaults: { ...(same(own, usual) ? {} : own), health: health.name },
    profiles: new Map([...profiles].filter(([, profile]) => !same(profile, standard))),
    pools: new Map([...pools].map(([id, pool]) => [id, renderPool(pool)])),
    routes: routes.map((route) => renderRoute(route, plan)),
  });
}

function renderPool({ id: _id, health, targets, ...rest }: PoolPlan): unknown {
  // Provider and model are the halves of the id, positions the order of the list.
  const brief = targets.map(({ provider: _p, model: _m, position: _i, ...target }) => target);
  return { ...rest, health: health.name, targets: brief };
}

function renderRoute(route: RoutePlan, { defaults }: Plan): unknown {
  const { timeouts, failover, panic, tiers, canaries, shadows, budgets, match, ...rest } = route;
  const unlessDefault = (own: unknown, given: unknown): unknown =>
    same(own, given) ? 'as the defaults' : own;
  return {
    ...rest,
    match: { namesModel: match.namesModel, models: match.models },
    tiers: renderTiers(tiers),
    timeouts: unlessDefault(timeouts, defaults.timeouts),
    failover: unlessDefault(failover, defaults.failover),
    panic: unlessDefault(panic, defaults.panic),
    canaries: canaries.map((canary) => ({ ...canary, tiers: renderTiers(canary.tiers) })),
    shadows: shadows.map(({ pool, budget, ...shadow }) => ({
      ...shadow,
      pool: pool.id,
      ...(budget && { budget: budget.name }),
    })),
    budgets: budgets.map(({ name }) => name),
  };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function renderTiers(tiers: RoutePlan['tiers']): unknown {
  return tiers.map(({ pool, ...tier }) => ({ ...tier, pool: pool.id }));
}

/** Maps as objects, expressions as they are written; functions are left out. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('text' in value && 'evaluate' in value) return value.text;
  const entries: [unknown, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
  const kept = entries.filter(([, held]) => typeof held !== 'function');
  return Object.fromEntries(kept.map(([key, held]) => [String(key), plain(held)]));
}
