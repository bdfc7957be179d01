import { findRoute, resolveAlias, type RoutePlan } from '@fairlead/policy';
import { directRoute } from './direct-route.js';
import { AskedFacts, LazyFacts } from './facts.js';
import type { Fitness } from './fitness.js';
import type { Generation, Ingress } from './ports.js';

/** Bytes of JSON per prompt token: the estimate when nobody has counted. */
const BYTES_PER_TOKEN = 4;

export function readFacts({ generation, ingress, shape, needs }: Fitness): LazyFacts {
  const plain = {
    operation: ingress.dialect.operation,
    model: resolveAlias(generation.plan, shape.model),
    stream: shape.stream,
    promptTokens: shape.promptTokens ?? Math.ceil(ingress.body.length / BYTES_PER_TOKEN),
    maxOutputTokens: shape.maxOutputTokens,
    tenant: ingress.labels['tenant'] || undefined,
    labels: ingress.labels,
  };
  return new LazyFacts(plain, needs);
}

/** Only targets that the policy names can be called directly: the others have no budget, health or price. */
export function readAsked({ targets }: Generation, { headers }: Ingress, facts: LazyFacts): AskedFacts {
  return new AskedFacts(facts, headers, targets.has(facts.model));
}

/** The first route that matches, else the direct route of a `provider/model` that is configured. */
export function resolveRoute(
  { plan, targets }: Generation,
  { relay }: Ingress,
  asked: AskedFacts,
): RoutePlan | undefined {
  const keeper = relay?.keeper;
  if (keeper !== undefined && targets.has(keeper)) return directRoute(plan, keeper);
  return findRoute(plan, asked) ?? (asked.direct ? directRoute(plan, asked.model) : undefined);
}
