import type { Standing } from '@fairlead/health';
import { seededRng, type RequestFacts } from '@fairlead/plugin-sdk';
import type { RoutePlan } from '@fairlead/policy';
import { LoadBook } from '../load/load-book.js';
import { noHistory, type AttemptHistory, type Choice, type Decision } from '../router/decision.js';
import { Router, type RouterOptions } from '../router/router.js';
import type { TargetInfo } from '../router/target-info.js';
import { strategiesByName } from '../strategies/built-in.js';
import { someFacts } from './candidate.js';

const well: Standing = { onlyCircuit: false, weightFactor: 1, level: 0, circuit: 'healthy' };

/** Out of service for one condition, as health would say it. */
export function ill(
  condition: 'circuit' | 'quota' | 'config' | 'admin',
  untilMs?: number,
  level = 1,
): Standing {
  return {
    ...well,
    level,
    circuit: condition === 'circuit' ? 'ejected' : 'healthy',
    onlyCircuit: condition === 'circuit',
    obstacle: {
      condition,
      reason: `${condition}:test`,
      ...(untilMs !== undefined && { untilMs }),
    },
  };
}

/** A router over one route with health as the test says, and a clock that the test moves. */
export function routingBench(
  route: RoutePlan,
  known: Record<string, Partial<TargetInfo>> = {},
  options: Partial<RouterOptions> = {},
) {
  const clock = { nowMs: 0, now: () => clock.nowMs, wall: () => new Date(0), after: () => () => undefined };
  const standings = new Map<string, Standing>();
  const settled: unknown[] = [];
  const ids = new Set(route.tiers.flatMap((tier) => tier.pool.targets.map((target) => target.id)));
  const targets = new Map<string, TargetInfo>();
  for (const id of ids) {
    targets.set(id, {
      id,
      scopes: { endpoint: `${id}.test`, credential: `${id}-key`, model: `m@${id}-key` },
      wireModel: 'm',
      speaks: ['openai-chat'],
      ...known[id],
    });
  }
  const health: RouterOptions['health'] = {
    standing: (id) => standings.get(id) ?? well,
    admit: (id, need) => ({
      settle: (end, actual) => settled.push([id, need, end, actual]),
    }),
  };
  const load = new LoadBook({ clock });
  const router = new Router({
    targets,
    strategies: strategiesByName(),
    health,
    load,
    clock,
    rng: seededRng(1),
    ...options,
  });
  const decide = (history: Partial<AttemptHistory> = {}, facts: Partial<RequestFacts> = {}): Decision =>
    router.decide(route, { ...someFacts, ...facts }, { ...noHistory, ...history });
  return {
    clock,
    router,
    load,
    standings,
    settled,
    decide,
    /** Id of the target chosen; undefined when none is. */
    choose: (...given: Parameters<typeof decide>): string | undefined => decide(...given).choice?.target.id,
    /** Reasons by target. */
    excluded: (...given: Parameters<typeof decide>): Record<string, string | undefined> =>
      Object.fromEntries(decide(...given).record.candidates.map(({ id, excluded }) => [id, excluded])),
    begin(choice: Choice | undefined) {
      if (choice === undefined) throw new Error('nothing was chosen');
      return router.begin(choice, someFacts);
    },
  };
}
