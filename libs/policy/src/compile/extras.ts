import type { HealthProfile, RoutePlan, TierPlan } from '../plan/index.js';
import type { PolicySyntax } from '../syntax/policy.js';
import type { RouteSyntax } from '../syntax/route.js';
import type { Budgets } from './budgets.js';
import { BUILT_IN_EXTRAS, NO_MIN_DELAY_MS } from './built-in-extras.js';
import type { CanaryCompiler } from './canaries.js';
import { compileRefusals } from './refusals.js';
import type { ShadowCompiler } from './shadows.js';

type Extras = Pick<
  RoutePlan,
  'affinity' | 'hedge' | 'canaries' | 'shadows' | 'budgets' | 'queue' | 'onNoTarget' | 'reject'
>;

interface ExtrasParts {
  readonly defaults: PolicySyntax['defaults'];
  readonly canaries: CanaryCompiler;
  readonly shadows: ShadowCompiler;
  readonly budgets: Budgets;
}

/** Makes what a route does besides choosing a target. */
export class ExtrasCompiler {
  constructor(private readonly parts: ExtrasParts) {}

  /** @param health of targets that the route lists itself. */
  compile(route: RouteSyntax, tiers: readonly TierPlan[], health: HealthProfile): Extras {
    const { defaults, canaries, shadows, budgets } = this.parts;
    const rejects = route.reject !== undefined;
    const affinity = rejects
      ? undefined
      : merged(BUILT_IN_EXTRAS.affinity, defaults?.affinity, route.affinity);
    const builtIn = { minDelayMs: NO_MIN_DELAY_MS, ...BUILT_IN_EXTRAS.hedge };
    const hedge = rejects ? undefined : merged(builtIn, defaults?.hedge, route.hedge);
    return {
      ...(affinity && { affinity }),
      ...(hedge && { hedge }),
      canaries: canaries.compile(route, tiers),
      shadows: shadows.compile(route, health),
      budgets: [...budgets.named(route.budgets ?? [], 'requests'), ...(hedge ? budgets.forHedges() : [])],
      ...compileRefusals(route),
    };
  }
}

/** Off unless the route or the defaults say something; what either says is laid on the built-in values. */
function merged<T extends object>(
  base: T,
  defaults: Partial<T> | false | undefined,
  own: Partial<T> | false | undefined,
): T | undefined {
  const on = own === undefined ? defaults : own;
  return on ? { ...base, ...defaults, ...own } : undefined;
}
