import type { MatchFacts } from './match.js';
import type { Plan, RoutePlan } from './plan/index.js';

/** What a route is looked up by. */
export interface RouteFacts extends MatchFacts {
  /** The model is `provider/model` of a configured provider: the caller names a target and means it. */
  readonly direct: boolean;
}

/** The first route that matches. A direct call only goes by a route whose match names a model. */
export function findRoute(plan: Plan, facts: RouteFacts): RoutePlan | undefined {
  return plan.routes.find(({ match }) => (match.namesModel || !facts.direct) && match.matches(facts));
}

/** What a model name stands for: itself, where it is no alias. */
export function resolveAlias(plan: Plan, model: string): string {
  return plan.aliases.get(model) ?? model;
}
