import type { Candidate, Rng } from '@fairlead/plugin-sdk';

/** Candidates that are alike but for their weights. */
export function alike(weights: readonly number[]): Candidate[] {
  return weights.map((weight, position) =>
    Object.freeze({
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
    }),
  );
}

/** Candidates of every kind, measured or not: what is left after health, limits and failed attempts. */
export function mixed(rng: Rng): Candidate[] {
  const some = (from: number, to: number): number => from + rng.float() * (to - from);
  const maybe = (value: number): number | undefined => (rng.float() < 0.3 ? undefined : value);
  const all = Array.from({ length: 8 }, (_, position) =>
    Object.freeze({
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
    }),
  );
  const left = all.filter(() => rng.float() < 0.6);
  return left.length > 0 ? left : [all[Math.floor(rng.float() * all.length)]!];
}
