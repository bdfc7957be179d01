import type { HealthProfile, PoolPlan, ShadowPlan } from '../plan/index.js';
import type { RouteSyntax } from '../syntax/route.js';
import type { ShadowSyntax } from '../syntax/shadow.js';
import type { Budgets } from './budgets.js';
import { BUILT_IN_EXTRAS } from './built-in-extras.js';
import type { NamedPools } from './named-pools.js';
import type { PoolCompiler } from './pools.js';

/** Makes the shadows of a route. */
export class ShadowCompiler {
  constructor(
    private readonly named: NamedPools,
    private readonly pools: PoolCompiler,
    private readonly budgets: Budgets,
  ) {}

  /** @param health of targets that a shadow names itself. */
  compile({ name, shadow: written = [] }: RouteSyntax, health: HealthProfile): ShadowPlan[] {
    return written.flatMap((shadow, index) => {
      const { sample, maxConcurrency, budget: budgetName, unless, place } = shadow;
      const pool = this.#poolOf(shadow, `${name?.value}/shadow-${index + 1}`, health);
      const budget = budgetName && this.budgets.find(budgetName, 'shadow');
      if (!pool || sample === undefined) return [];
      return {
        pool,
        sample,
        maxConcurrency: maxConcurrency ?? BUILT_IN_EXTRAS.shadow.maxConcurrency,
        ...(budget && { budget }),
        unless: unless ?? [],
        line: place.line,
      };
    });
  }

  #poolOf({ target, pool, place }: ShadowSyntax, id: string, health: HealthProfile): PoolPlan | undefined {
    if (target) return this.pools.compile({ id, place, targets: [target], health });
    return pool && this.named.find(pool);
  }
}
