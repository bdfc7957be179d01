import {
  seededRng,
  type Candidate,
  type RequestFacts,
  type Rng,
  type StrategyDefinition,
  type StrategyInstance,
} from '@fairlead/plugin-sdk';
import type { StrategyClaims } from '@fairlead/plugin-sdk/testing';
import { Difference } from '../report/verdict.js';

/** One strategy of a plugin under test. */
export interface StrategySubject {
  readonly name: string;
  readonly definition: StrategyDefinition;
  readonly claims: StrategyClaims;
}

export const FACTS: RequestFacts = {
  operation: 'chat',
  model: 'kit-model',
  stream: true,
  promptTokens: 800,
  labels: {},
};

/** Time that stands until it is told to go on. */
export class KitClock {
  ms = 0;
  readonly start = Date.UTC(2026, 0, 5, 12);
  now = (): number => this.ms;
  wall = (): Date => new Date(this.start + this.ms);
}

/** @throws Difference when its options, or what it makes of them, are no good */
export function instanceOf(
  { definition, claims }: StrategySubject,
  rng: Rng,
  clock: KitClock,
): StrategyInstance {
  const parsed = definition.options.parse(claims.options ?? {});
  if (!parsed.ok)
    throw new Difference(`its options: ${parsed.problems.map(({ message }) => message).join('; ')}`);
  const instance: unknown = definition.create(parsed.value, { rng, clock, pool: 'kit' });
  if (typeof (instance as Partial<StrategyInstance> | undefined)?.pick !== 'function')
    throw new Difference('create() gave nothing with a pick()');
  return instance as StrategyInstance;
}

/** Candidates that are alike but for their weights. */
export function alike(weights: readonly number[]): Candidate[] {
  return weights.map((weight, position) => ({
    id: `alpha/${position}`,
    position,
    weight,
    inflight: 0,
    inflightTokens: 0,
    phantom: 0,
    failureRate: 0,
    firstTokenMs: 400,
    perTokenMs: 10,
    expectedOutputTokens: 200,
    costNanoUsd: 1_000_000,
    successRate: 1,
    firstTokenP95Ms: 700,
  }));
}

/** Candidates of every kind, measured or not. */
export function mixed(rng: Rng): Candidate[] {
  const some = (from: number, to: number): number => from + rng.float() * (to - from);
  const maybe = (value: number): number | undefined => (rng.float() < 0.3 ? undefined : value);
  return Array.from({ length: 1 + Math.floor(some(0, 8)) }, (_, position) => ({
    id: `alpha/${position}`,
    position,
    weight: some(0.01, 10),
    inflight: Math.floor(some(0, 50)),
    inflightTokens: Math.floor(some(0, 50_000)),
    phantom: some(0, 5),
    failureRate: rng.float(),
    concurrency: maybe(Math.ceil(some(1, 64))),
    firstTokenMs: maybe(some(50, 5000)),
    perTokenMs: maybe(some(1, 100)),
    expectedOutputTokens: Math.ceil(some(1, 2000)),
    costNanoUsd: maybe(Math.floor(some(0, 1e8))),
    successRate: maybe(rng.float()),
    firstTokenP95Ms: maybe(some(100, 9000)),
  }));
}

export const seeded = (seed: number): Rng => seededRng(seed);
