import type { RequestFacts } from '@fairlead/plugin-sdk';
import { findRoute, resolveAlias, type MatchFacts, type RoutePlan } from '@fairlead/policy';
import type { RequestShape } from '@fairlead/dialects';
import { directRoute } from './direct-route.js';
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
  const { plan, targets } = generation;
  const keeper = ingress.relay?.keeper;
  if (keeper !== undefined && targets.has(keeper)) return directRoute(plan, keeper);
  // Only targets that the policy names can be called directly: the others have no budget, health or price.
  const direct = targets.has(asked.model);
  return findRoute(plan, { ...asked, direct }) ?? (direct ? directRoute(plan, asked.model) : undefined);
}
