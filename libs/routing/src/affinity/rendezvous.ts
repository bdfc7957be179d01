import { hash32 } from '@fairlead/plugin-sdk';

interface Contender {
  readonly id: string;
  /** As the policy gives it: what health and quota leave of a weight must not move keys about. */
  readonly weight: number;
}

/** The hash is one of 2³² values; the middle of its interval is never 0 nor 1. */
const VALUES = 4_294_967_296;

/**
 * Highest first: by w/−ln(u), u in (0, 1) from key and target. Each key has an order of its own over all targets of the
 * pool, so one that leaves moves only its own keys, each to the next in its order, and gets exactly those back.
 */
export function ranking<Of extends Contender>(key: string, contenders: readonly Of[]): Of[] {
  const scored = contenders.map((contender) => ({ contender, score: score(key, contender) }));
  return scored.sort((a, b) => b.score - a.score).map(({ contender }) => contender);
}

function score(key: string, { id, weight }: Contender): number {
  return weight / -Math.log((hash32(`${key} ${id}`) + 0.5) / VALUES);
}
