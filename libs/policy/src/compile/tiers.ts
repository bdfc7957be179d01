import type { Findings } from '../document/findings.js';
import type { HealthProfile, PoolPlan, TierPlan } from '../plan/index.js';
import { suggest } from '../shape/words.js';
import type { RouteSyntax } from '../syntax/route.js';
import type { TierSyntax } from '../syntax/tier.js';
import type { NamedPools } from './named-pools.js';
import type { PoolCompiler } from './pools.js';

/** Makes a route's tiers, in order. */
export class TierCompiler {
  constructor(
    private readonly named: NamedPools,
    private readonly pools: PoolCompiler,
    private readonly findings: Findings,
  ) {}

  /** @param health of the targets that the route lists itself. */
  compile(route: RouteSyntax, health: HealthProfile): TierPlan[] {
    const names = tierNames(route);
    this.#checkNames(route, names);
    this.#checkRules(route, names);
    const plans = this.#plans(route, names, health);
    this.#checkReach(route, plans);
    return plans;
  }

  #plans(route: RouteSyntax, names: readonly string[], health: HealthProfile): TierPlan[] {
    return route.tiers.flatMap((tier, index) => {
      const name = names[index]!;
      const pool = this.#poolOf(tier, `${route.name?.value}/${name}`, health);
      const { onlyViaRule = false, spillAt, markResponse, limits } = tier;
      if (!pool) return [];
      return {
        name,
        pool,
        onlyViaRule,
        ...(spillAt !== undefined && { spillAt }),
        ...(markResponse !== undefined && { markResponse }),
        ...(limits && { limits }),
      };
    });
  }

  #poolOf(tier: TierSyntax, id: string, health: HealthProfile): PoolPlan | undefined {
    const { pool, targets, strategy, place } = tier;
    if (targets) return this.pools.compile({ id, place, strategy, targets, health });
    return pool && this.named.find(pool);
  }

  /** Who is out in one tier is out in the next: a tier that brings nobody new is never used. */
  #checkReach({ tiers, failover }: RouteSyntax, plans: readonly TierPlan[]): void {
    const actions = [...(failover?.rules?.values() ?? [])].map(({ value }) => value);
    // A rule may leave a tier while it still has targets.
    if (plans.length < tiers.length || actions.some((action) => action.then === 'next_tier')) return;
    const above = new Set<string>();
    plans.forEach(({ name, onlyViaRule, pool }, index) => {
      if (onlyViaRule) return;
      const ids = pool.targets.map(({ id }) => id);
      if (ids.length > 0 && ids.every((id) => above.has(id))) {
        const message = `the tiers above "${name}" have all its targets, so nothing ever falls to it`;
        this.findings.warning(tiers[index]!.place, 'unreachable-tier', message, 'give it other targets');
      }
      for (const id of ids) above.add(id);
    });
  }

  #checkNames({ tiers }: RouteSyntax, names: readonly string[]): void {
    tiers.forEach(({ name }, index) => {
      if (!name || names.indexOf(name.value) === index) return;
      this.findings.error(
        name.place,
        'duplicate-name',
        `this route has another tier "${name.value}"`,
        'rename one',
      );
    });
    if (tiers.length > 0 && tiers.every((tier) => tier.onlyViaRule)) {
      const hint = 'let at least one tier be open to every request';
      this.findings.error(tiers[0]!.place, 'no-open-tier', 'every tier of this route is only_via_rule', hint);
    }
  }

  #checkRules({ tiers, failover }: RouteSyntax, names: readonly string[]): void {
    const led = new Set<string>();
    for (const { value: action } of failover?.rules?.values() ?? []) {
      if (!action.to) continue;
      led.add(action.to.value);
      if (names.includes(action.to.value)) continue;
      const message = `this route has no tier named "${action.to.value}"`;
      this.findings.error(action.to.place, 'unknown-tier', message, suggest(action.to.value, names));
    }
    tiers.forEach(({ onlyViaRule, place }, index) => {
      const name = names[index]!;
      if (!onlyViaRule || led.has(name)) return;
      const hint = `add a rule such as failover: { rules: { context_length: { to: ${name} } } }`;
      this.findings.warning(place, 'unused-tier', `no failover rule leads to the tier "${name}"`, hint);
    });
  }
}

function tierNames({ tiers }: RouteSyntax): string[] {
  return tiers.map(({ name }, index) => name?.value ?? `tier-${index + 1}`);
}
