import {
  CAPABILITIES,
  OPERATIONS,
  DIALECTS,
  type DialectName,
  type StrategyDefinition,
  type TargetId,
} from '@fairlead/plugin-sdk';
import {
  namedTargets,
  perMtok,
  type Deployment,
  type HealthSubjects,
  type ProbedInstance,
} from '@fairlead/configuration';
import { PriceBook } from '@fairlead/ledger';
import type { Plan, TargetPlan } from '@fairlead/policy';
import type { TargetInfo } from '@fairlead/routing';
import { factsDialectName } from './facts-dialect.js';

/** What a policy is rehearsed with: the same parts that a gateway is built of, without keys and sockets. */
export interface Stage extends HealthSubjects {
  readonly strategies: ReadonlyMap<string, StrategyDefinition>;
}

/** A configuration as it is, as if every key were there: none is ever shown to anyone. */
export function stageOf({ plan, targets, instances, strategies }: Deployment): Stage {
  return {
    plan,
    strategies,
    targets: new Map([...targets].map(([id, info]) => [id, onStage(info)])),
    instances: new Map([...instances].map(([name, instance]) => [name, withKey(instance)])),
  };
}

/**
 * For a policy without a configuration: every provider that it names is there, can do everything, and nothing more is
 * known of its models. Prices are those of the public table, for providers that bear a vendor's name.
 */
export function openStage(
  plan: Plan,
  strategies: ReadonlyMap<string, StrategyDefinition>,
  time: { wall(): Date },
): Stage {
  const prices = new PriceBook(time);
  const targets = new Map<TargetId, TargetInfo>();
  for (const target of namedTargets(plan))
    if (!targets.has(target.id)) targets.set(target.id, madeUp(target, prices));
  const providers = new Set([...targets.keys()].map((id) => id.slice(0, id.indexOf('/'))));
  const instances = new Map(
    [...providers].map((name) => [name, { name, credentialKey: name, probeable: true, unset: [] }]),
  );
  return { plan, strategies, targets, instances };
}

function onStage({ unconfigured: _, ...info }: TargetInfo): TargetInfo {
  const operations = new Set(info.speaks.map((name) => DIALECTS[name]));
  return { ...info, speaks: [...operations].map(factsDialectName) };
}

function withKey({ name, credentialKey, probeable }: ProbedInstance): ProbedInstance {
  return { name, credentialKey, probeable, unset: [] };
}

const EVERYTHING: readonly DialectName[] = OPERATIONS.map(factsDialectName);

function madeUp({ id, provider, model, prefill, prices: own }: TargetPlan, prices: PriceBook): TargetInfo {
  const quote = prices.quote({ policy: own, vendor: provider, model });
  const price = perMtok(quote);
  return {
    id,
    scopes: { endpoint: provider, credential: provider, model: `${model}@${provider}` },
    wireModel: model,
    speaks: EVERYTHING,
    traits: { tags: [], capabilities: CAPABILITIES, ...(price && { price }) },
    ...(prefill !== undefined && { prefill }),
    ...(quote && { price: quote }),
  };
}
