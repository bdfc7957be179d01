import type { RequestFacts, Rng, StrategyDefinition, StrategyInstance } from '@fairlead/plugin-sdk';
import type { StrategyClaims } from '@fairlead/plugin-sdk/testing';
import { optionsFor } from '../provider/options.js';
import { Difference } from '../report/verdict.js';

/** One strategy of a plugin under test. */
export interface StrategySubject {
  readonly name: string;
  readonly definition: StrategyDefinition;
  readonly claims: StrategyClaims;
}

/** A strategy reads these, and changes nothing. */
export const FACTS: RequestFacts = Object.freeze({
  operation: 'chat',
  model: 'kit-model',
  stream: true,
  promptTokens: 800,
  labels: Object.freeze({}),
});

/** Time that stands until it is told to go on. */
export class KitClock {
  ms = 0;
  readonly start = Date.UTC(2026, 0, 5, 12);
  now = (): number => this.ms;
  wall = (): Date => new Date(this.start + this.ms);
}

export function strategyOptions({ definition, claims }: StrategySubject): Record<string, unknown> {
  return optionsFor(definition.options, claims.options ?? {}, '');
}

/** @throws Difference when its options, or what it makes of them, are no good */
export function instanceOf(subject: StrategySubject, rng: Rng, clock: KitClock): StrategyInstance {
  const { definition } = subject;
  const parsed = definition.options.parse(strategyOptions(subject));
  if (!parsed.ok)
    throw new Difference(`its options: ${parsed.problems.map(({ message }) => message).join('; ')}`);
  const instance: unknown = definition.create(parsed.value, { rng, clock, pool: 'kit' });
  if (typeof (instance as Partial<StrategyInstance> | undefined)?.pick !== 'function')
    throw new Difference('create() gave nothing with a pick()');
  return instance as StrategyInstance;
}
