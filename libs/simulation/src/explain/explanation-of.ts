import { recordedRoute, type DecidedExchange } from '@fairlead/engine';
import type { RequestFacts } from '@fairlead/plugin-sdk';
import type { MatchFacts, PolicySources, RoutePlan, TierPlan } from '@fairlead/policy';
import type { RecordedCandidate } from '@fairlead/routing';
import type { Stage } from '../stage/stage.js';
import { explainedTiers } from './explained-tiers.js';
import type { Explanation } from './explanation.js';
import { passedRoutes } from './passed-routes.js';
import { placeOf, settingsOf } from './settings.js';

export interface Explained {
  readonly stage: Pick<Stage, 'plan' | 'targets'>;
  readonly sources: PolicySources | undefined;
  readonly facts: RequestFacts;
  /** What the routes were asked about. */
  readonly asked: MatchFacts;
  /** Names of the constraints in force. */
  readonly constraints: readonly string[];
  /** Undefined where no route matched. */
  readonly decided: Pick<DecidedExchange, 'route' | 'canary' | 'steps'> | undefined;
  readonly status: number;
  readonly outcome: string;
  /** Output tokens that are paid for, as far as anyone can tell. */
  readonly outputTokens: (route: RoutePlan) => number;
  readonly survey: (route: RoutePlan, tier: TierPlan) => readonly RecordedCandidate[];
}

/** Everything that led to a decision, in the order in which it is looked at. */
export function explanationOf(explained: Explained): Explanation {
  const { stage, sources, facts, asked, constraints, decided, status, outcome } = explained;
  const { plan, targets } = stage;
  const steps = decided?.steps ?? [];
  const first = steps[0]?.record;
  const route = decided && routeOf(stage, decided);
  const price = (output: number): Parameters<typeof explainedTiers>[0]['costNanoUsd'] => {
    return (id) => targets.get(id)?.price?.costNanoUsd({ input: facts.promptTokens, output });
  };
  return {
    policy: plan.version,
    facts,
    passedOver: passedRoutes(plan, asked, decided?.route, targets.has(asked.model), sources),
    ...(route && { route: route.name, ...at(sources, 'routes', route.name) }),
    ...(decided?.canary !== undefined && { canary: decided.canary }),
    constraints: constraints.map((name) => ({ name, ...at(sources, 'constraints', name) })),
    ...(first?.chosen !== undefined && { chosen: first.chosen }),
    ...(first && { reason: first.reason }),
    draws: first?.draws ?? [],
    ...(first?.affinity && { affinity: first.affinity }),
    tiers: route
      ? explainedTiers({
          route,
          steps,
          sources,
          survey: (tier) => explained.survey(route, tier),
          costNanoUsd: price(explained.outputTokens(route)),
        })
      : [],
    attempts: steps.flatMap(({ record: { tier, reason }, attempts }) =>
      attempts.map(({ target, result }) => ({ target, tier: tier!, reason, result })),
    ),
    status,
    outcome,
    settings: route ? settingsOf(sources, route.name) : [],
  };
}

function at(sources: PolicySources | undefined, ...path: string[]): { at?: string } {
  const place = placeOf(sources, path);
  return place === undefined ? {} : { at: place };
}

function routeOf(
  { plan }: Pick<Stage, 'plan'>,
  { steps, route, canary }: NonNullable<Explained['decided']>,
): RoutePlan | undefined {
  const record = steps[0]?.record;
  return record === undefined
    ? plan.routes.find(({ name }) => name === route)
    : recordedRoute(plan, record, canary);
}
