import type { Rng } from '@fairlead/plugin-sdk';
import { logNormal } from '../world/scripted-target.js';

/** Values around a median with a long tail, as times and sizes have it: their logarithms are normal. */
export interface Spread {
  readonly median: number;
  /** 95 of 100 values are no larger; the median: all are the same. */
  readonly p95: number;
}

/** The normal distribution's 95th percentile, in standard deviations. */
const P95_SIGMAS = 1.6449;

/** The values of a spread, one after the other. */
export function drawing({ median, p95 }: Spread): (chance: Pick<Rng, 'float'>) => number {
  const sigma = Math.log(p95 / median) / P95_SIGMAS;
  return sigma > 0 ? (chance) => median * logNormal(chance, sigma) : () => median;
}
