import type { RequestFacts } from '@fairlead/plugin-sdk';
import type { ConstraintPlan, MatchFacts, RoutePlan } from '@fairlead/policy';
import { affinityKey } from './affinity-key.js';
import { canaryRoute } from './canary/canary-route.js';
import type { Side } from './canary/canaries.js';
import type { TappedLane } from './continuation/tapped-lane.js';
import { Deadline } from './deadline.js';
import type { Fitness } from './fitness.js';
import { History } from './history.js';
import { requestKey, type Keyed } from './request-key.js';
import type { Scene } from './scene.js';
import { Purse } from './spending/purse.js';
import { Suspects } from './suspects.js';

/** A request as it was read: what each route that it may go by begins with. */
export interface Errand {
  readonly facts: RequestFacts;
  /** What conditions, scopes and keys are asked about. */
  readonly asked: MatchFacts;
  readonly fitness: Fitness;
  /** The policy's constraints that match. */
  readonly constraints: readonly ConstraintPlan[];
}

/** Where an exchange stands between two attempts. */
export interface Course extends Errand {
  readonly route: RoutePlan;
  readonly deadline: Deadline;
  readonly history: History;
  readonly purse: Purse;
  readonly suspects: Suspects;
  readonly maxAttempts: number;
  sameRetries: number;
  staleRetries: number;
  /** When the first of the targets that are out of quota has some again, on the clock. */
  quotaBackAt: number | undefined;
  /** A second attempt has gone out beside a slow one: one request has no more than one of those. */
  hedged: boolean;
  /** What the last attempt has said, where another target may have to go on with it. */
  tapped: TappedLane | undefined;
}

/** The request goes by this route. */
export function openCourse(scene: Scene, errand: Errand, matched: RoutePlan): Course {
  const { state, generation, ingress, record } = scene;
  const { facts, asked, fitness, constraints } = errand;
  const side = sideOf(scene, errand, matched);
  const route = side?.canary === undefined ? matched : canaryRoute(matched, side.canary);
  const { maxAttempts } = route.failover;
  record.enter(route, side);
  state.amplification.request(route.name);
  if (route.hedge !== undefined) state.hedges.request(route.name, route.hedge.maxExtra);
  const { spending } = state;
  const purse = new Purse({
    spending,
    budgets: generation.plan.budgets.values(),
    router: generation.router,
    route,
    facts,
    asked,
  });
  const key = affinityKey(route.affinity, keyed(errand));
  return {
    facts,
    asked,
    fitness,
    constraints,
    route,
    deadline: new Deadline(record.startedAt, route, ingress.timeoutMs),
    history: new History((info) => fitness.unfit(info) ?? purse.unfit(info), constraints, key),
    purse,
    suspects: new Suspects(),
    // A client that is on its own retry multiplies ours.
    maxAttempts: ingress.clientRetry ? Math.ceil(maxAttempts / 2) : maxAttempts,
    sameRetries: 0,
    staleRetries: 0,
    quotaBackAt: undefined,
    hedged: false,
    tapped: undefined,
  };
}

/** On which side of the route's canaries the request is; undefined where there are none. */
function sideOf({ state, generation, ingress }: Scene, errand: Errand, route: RoutePlan): Side | undefined {
  if (route.canaries.length === 0) return undefined;
  return state.canaries.sideOf({
    route,
    // One that does not have the key is told apart from all others.
    keyOf: (key) => requestKey(key, keyed(errand)) ?? ingress.requestId,
    outOfOrder: (target) => {
      const { obstacle } = generation.health.standing(target);
      return obstacle?.condition === 'circuit' || obstacle?.condition === 'config';
    },
  });
}

function keyed({ asked, fitness }: Errand): Keyed {
  return { asked, conversation: () => fitness.conversation(), promptPrefix: fitness.shape.promptPrefix };
}
