import type { Candidate } from '@fairlead/plugin-sdk';
import type { CompositeFactor } from './composite-options.js';
import { loadFactor, type LoadScale } from './parts/load-scale.js';
import { median } from '../load/median.js';

/** Nothing is worse than eight times the best: one bad figure must not outvote all others. */
const MAX_LOG_RATIO = 3;
/** Keeps a free or instant target a number to divide by. */
const LEAST = 1e-9;

/** log2(x/best) in [0, 3] per factor, by candidate index. */
export type LogRatios = Readonly<Record<CompositeFactor, readonly number[]>>;

/** Compares the `eligible` ones; a missing observation counts as the median of the others. */
export function logRatios(
  candidates: readonly Candidate[],
  eligible: readonly number[],
  scale: LoadScale,
): LogRatios {
  const ratios = (read: (candidate: Candidate) => number | undefined): readonly number[] =>
    logRatiosOf(
      candidates.map((candidate, index) => (eligible.includes(index) ? read(candidate) : undefined)),
    );
  return {
    firstToken: ratios((candidate) => candidate.firstTokenMs),
    perToken: ratios((candidate) => candidate.perTokenMs),
    cost: ratios((candidate) => candidate.costNanoUsd),
    failureRate: ratios((candidate) => 1 / Math.max(LEAST, 1 - candidate.failureRate)),
    load: ratios((candidate) => loadFactor(candidate, scale)),
  };
}

function logRatiosOf(values: readonly (number | undefined)[]): readonly number[] {
  const known = values.filter((value) => value !== undefined).map((value) => Math.max(LEAST, value));
  const middle = median(known) ?? 1;
  const best = Math.min(middle, ...known);
  return values.map((value) => {
    const ratio = (value === undefined ? middle : Math.max(LEAST, value)) / best;
    return Math.min(MAX_LOG_RATIO, Math.log2(ratio));
  });
}
