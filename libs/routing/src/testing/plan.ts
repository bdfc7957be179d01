import {
  BUILT_IN,
  type HealthProfile,
  type PoolPlan,
  type RoutePlan,
  type StrategyPlan,
  type TargetPlan,
  type TierPlan,
} from '@fairlead/policy';
import { strategiesByName } from '../strategies/built-in.js';

/** Probes are others' business. */
const profile: HealthProfile = {
  ...BUILT_IN.health,
  active: { ...BUILT_IN.health.active, probe: 'none', when: [] },
};

/** A pool of targets; a bare name is one of weight 1 without limits. */
export function pool(
  id: string,
  targets: readonly (string | (Partial<TargetPlan> & { id: string }))[],
  strategy: Partial<StrategyPlan> & { type: string } = { type: 'weighted_round_robin' },
  health: Partial<HealthProfile> = {},
): PoolPlan {
  const parsed = strategiesByName().get(strategy.type)?.options.parse(strategy.options);
  return {
    id,
    strategy: { type: strategy.type, options: parsed?.ok ? parsed.value : {} },
    targets: targets.map((given, position) => ({
      provider: 'p',
      model: 'm',
      weight: 1,
      position,
      ...(typeof given === 'string' ? { id: given } : given),
    })),
    health: { ...profile, ...health },
  };
}

export function tier(name: string, of: PoolPlan, onlyViaRule = false): TierPlan {
  return { name, pool: of, onlyViaRule };
}

export function route(tiers: readonly TierPlan[], known: Partial<RoutePlan> = {}): RoutePlan {
  return {
    name: 'r',
    match: { namesModel: false, models: [], matches: () => true, mismatch: () => undefined },
    tiers,
    timeouts: BUILT_IN.timeouts,
    failover: BUILT_IN.failover,
    panic: BUILT_IN.panic,
    critical: false,
    canaries: [],
    shadows: [],
    budgets: [],
    line: 1,
    ...known,
  };
}
