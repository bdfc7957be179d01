import { findRoute, resolveAlias, type MatchFacts, type RoutePlan } from '@fairlead/policy';
import type { RehearsedRequest } from './rehearsed-request.js';
import type { Stage } from './stage.js';

/** What conditions are asked about, as the engine would ask them. */
export function matchFactsOf({ plan }: Pick<Stage, 'plan'>, request: RehearsedRequest): MatchFacts {
  const { labels } = request;
  const model = resolveAlias(plan, request.model);
  return { ...request, model, ...(labels['tenant'] && { tenant: labels['tenant'] }) };
}

/** The policy's route for a request; undefined for a direct call, and where none matches. */
export function routeOf(
  stage: Pick<Stage, 'plan' | 'targets'>,
  request: RehearsedRequest,
): RoutePlan | undefined {
  const facts = matchFactsOf(stage, request);
  return findRoute(stage.plan, { ...facts, direct: stage.targets.has(facts.model) });
}
