import type { Standing } from '@fairlead/health';
import type { RequestFacts, Rng, StrategyDefinition, TargetId } from '@fairlead/plugin-sdk';
import type { ConstraintPlan, RoutePlan } from '@fairlead/policy';
import type { LoadView, MinuteView, TargetLoadView } from '../load/load-view.js';
import type { AttemptHistory, Decision } from '../router/decision.js';
import { Router, type RouterOptions } from '../router/router.js';
import type { TargetInfo } from '../router/target-info.js';
import type { CapturedMinute, CapturedState } from './captured-state.js';

export interface ReplayQuestion {
  readonly route: RoutePlan;
  readonly facts: RequestFacts;
  readonly state: CapturedState;
  readonly strategies: ReadonlyMap<string, StrategyDefinition>;
  /** Those of the policy. */
  readonly constraints?: readonly ConstraintPlan[];
}

/** Makes a decision again, by the same code, from what it depended on. Nothing is dispatched. */
export function replayDecision({
  route,
  facts,
  state,
  strategies,
  constraints = [],
}: ReplayQuestion): Decision {
  const router = new Router({
    targets: new Map(Object.entries(state.targets).map(([id, { info }]) => [id, info])),
    strategies,
    health: { standing: (id) => standingOf(state, id), admit: dispatchesNothing },
    load: loadOf(state),
    clock: { now: () => state.nowMs, wall: () => new Date(state.wallMs ?? 0), after: dispatchesNothing },
    rng: new DrawnBefore(state),
  });
  router.restore(
    Object.fromEntries(
      Object.entries(state.pools).flatMap(([pool, { strategy, state: known }]) =>
        strategy === undefined ? [] : [[pool, { type: strategy, state: known }]],
      ),
    ),
  );
  return router.decide(route, facts, historyOf(state, constraints));
}

function standingOf({ targets }: CapturedState, id: TargetId): Standing {
  const standing = targets[id]?.standing;
  if (standing === undefined) throw new RangeError(`the record does not say how target "${id}" stood`);
  return standing;
}

function historyOf({ history, targets }: CapturedState, policy: readonly ConstraintPlan[]): AttemptHistory {
  const { tried, failedEndpoints, failedCredentials, barredCredentials, constraints = [], ...rest } = history;
  return {
    ...rest,
    tried: new Set(tried),
    failedEndpoints: new Set(failedEndpoints),
    failedCredentials: new Set(failedCredentials),
    constraints: constraints.map((name) => constraintOf(name, policy)),
    ...(barredCredentials && { barredCredentials: new Set(barredCredentials) }),
    unfit: ({ id }: TargetInfo) => targets[id]?.unfit,
  };
}

/** One that is gone cannot be left out: the decision would be another. */
function constraintOf(name: string, policy: readonly ConstraintPlan[]): ConstraintPlan {
  const found = policy.find((constraint) => constraint.name === name);
  if (found === undefined) throw new RangeError(`the policy has no constraint "${name}" any more`);
  return found;
}

function minuteOf({ requests = 0, tokens = 0 }: CapturedMinute = {}): MinuteView {
  // When there is room again is no part of a record.
  return { requests: () => requests, tokens: () => tokens, fallsToMs: (_left, _of, nowMs) => nowMs };
}

function loadOf({
  targets,
  pools,
  tiers,
  seat,
  expectedOutputTokens = 0,
}: CapturedState): RouterOptions['load'] {
  const view: LoadView = {
    target(id): TargetLoadView {
      const { inflight = 0, adaptiveLimit, minute } = targets[id] ?? {};
      const limit: TargetLoadView['limit'] = (given) => (given === 'auto' ? adaptiveLimit : given);
      return { inflight, limit, minute: minuteOf(minute) };
    },
    tier(_route, name) {
      const { inflight = 0, minute } = tiers?.[name] ?? {};
      return { inflight, minute: minuteOf(minute) };
    },
    expectedOutputTokens: () => expectedOutputTokens,
    seat: () => seat,
    read: ({ pool }) => ({
      candidate(target, weight) {
        const candidate = pools[pool.id]?.candidates[target.id];
        if (candidate === undefined)
          throw new RangeError(
            `the record does not say what was known of "${target.id}" in pool "${pool.id}"`,
          );
        return { ...candidate, weight };
      },
    }),
  };
  return {
    ...view,
    begin: dispatchesNothing,
    takeSeat: dispatchesNothing,
    firstTokenTimeoutMs: dispatchesNothing,
    firstTokenQuantileMs: dispatchesNothing,
  };
}

function dispatchesNothing(): never {
  throw new Error('a decision that is made again dispatches nothing');
}

/** Gives the recorded draws of a pool in their order. */
class DrawnBefore implements Rng {
  constructor(
    private readonly state: CapturedState,
    private readonly pool?: string,
    private readonly page = { next: 0 },
  ) {}

  float(): number {
    const draws = this.pool === undefined ? undefined : this.state.pools[this.pool]?.draws;
    return draws?.[this.page.next++] ?? 0;
  }

  fork(label: string): DrawnBefore {
    // The router forks once for each pool; what a strategy forks of that shares the pool's page.
    if (this.pool !== undefined) return new DrawnBefore(this.state, this.pool, this.page);
    return new DrawnBefore(this.state, label.replace(/^pool:/, ''));
  }
}
