import type {
  HealthProfile,
  PoolPlan,
  RoutePlan,
  StrategyPlan,
  TargetPlan,
  TierPlan,
} from '@fairlead/policy';
import { strategiesByName } from '../strategies/built-in.js';

const profile: HealthProfile = {
  name: 'standard',
  passive: { consecutiveFailures: 5, failureRate: 0.5, windowMs: 60_000, minRequests: 10 },
  ejection: { baseMs: 10_000, multiplier: 2, maxMs: 300_000, jitter: 0.2 },
  probation: { concurrency: 1, successes: 2 },
  slowStart: { windowMs: 30_000, minWeight: 0.1, aggression: 1 },
  active: { probe: 'none', intervalMs: 60_000, timeoutMs: 5000, jitter: 0.1, when: [], fall: 3, rise: 2 },
  enforceSingle: false,
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
    timeouts: {
      connectMs: 3000,
      firstTokenMs: 'auto',
      idleMs: 45_000,
      totalMs: 600_000,
      transportIdleMs: 120_000,
    },
    failover: {
      maxAttempts: 3,
      sameTargetRetries: 1,
      retryBudget: { ratio: 0.2, minPer10s: 3 },
      backoff: { baseMs: 250, maxMs: 8000, jitter: 'full' },
      onStreamBreak: 'fail',
      rules: new Map(),
    },
    panic: { mode: 'best_effort', concurrencyPerTarget: 2 },
    critical: false,
    canaries: [],
    shadows: [],
    budgets: [],
    line: 1,
    ...known,
  };
}
