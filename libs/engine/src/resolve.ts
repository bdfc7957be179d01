import type { RequestFacts, TargetId } from '@fairlead/plugin-sdk';
import { findRoute, resolveAlias, type MatchFacts, type RoutePlan, type TargetPlan } from '@fairlead/policy';
import type { RequestShape } from '@fairlead/dialects';
import type { Generation, Ingress } from './ports.js';

/** Bytes of JSON per prompt token: the estimate when nobody has counted. */
const BYTES_PER_TOKEN = 4;

export function readFacts(generation: Generation, ingress: Ingress, request: RequestShape): RequestFacts {
  return {
    operation: ingress.dialect.operation,
    model: resolveAlias(generation.plan, request.model),
    stream: request.stream,
    promptTokens: request.promptTokens ?? Math.ceil(ingress.body.length / BYTES_PER_TOKEN),
    ...(request.capabilities !== undefined && { capabilities: request.capabilities }),
    ...(request.maxOutputTokens !== undefined && { maxOutputTokens: request.maxOutputTokens }),
    ...(ingress.labels['tenant'] && { tenant: ingress.labels['tenant'] }),
    labels: ingress.labels,
  };
}

/** What conditions and scopes are asked about. Counting goes where the conversation would go. */
export function readAsked({ headers }: Ingress, facts: RequestFacts): MatchFacts {
  const operation = facts.operation === 'count_tokens' ? 'chat' : facts.operation;
  return { ...facts, operation, capabilities: facts.capabilities ?? [], headers };
}

/** The first route that matches, else the direct route of a `provider/model` that is configured. */
export function resolveRoute(
  generation: Generation,
  ingress: Ingress,
  asked: MatchFacts,
): RoutePlan | undefined {
  const keeper = ingress.relay?.keeper && directTarget(generation, ingress.relay.keeper);
  if (keeper) return directRoute(generation, keeper);
  const direct = directTarget(generation, asked.model);
  const route = findRoute(generation.plan, { ...asked, direct: direct !== undefined });
  return route ?? (direct && directRoute(generation, direct));
}

/** Only targets that the policy names can be called directly: the others have no budget, health or price. */
function directTarget(generation: Generation, model: TargetId): TargetPlan | undefined {
  const info = generation.targets.get(model);
  if (info === undefined) return undefined;
  const slash = model.indexOf('/');
  return {
    id: model,
    provider: model.slice(0, slash),
    model: model.slice(slash + 1),
    weight: 1,
    position: 0,
  };
}

function directRoute({ plan }: Generation, target: TargetPlan): RoutePlan {
  const { timeouts, failover, panic, health } = plan.defaults;
  const strategy = { type: 'weighted_round_robin', options: {} };
  const pool = { id: `direct/${target.id}`, strategy, targets: [target], health };
  const match = { namesModel: true, models: [target.id], matches: () => true, mismatch: () => undefined };
  const tiers = [{ name: 'direct', pool, onlyViaRule: false }];
  const extras = { canaries: [], shadows: [], budgets: [], critical: false };
  return { name: 'direct', match, tiers, timeouts, failover, panic, ...extras, line: 0 };
}
