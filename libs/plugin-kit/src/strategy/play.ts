import type { Candidate, StrategyInstance } from '@fairlead/plugin-sdk';
import { Difference, must } from '../report/verdict.js';
import { FACTS, type KitClock } from './trial.js';

/** Between two picks. */
const STEP_MS = 50;

/**
 * One request: picks, and tells the strategy what became of it.
 *
 * @returns the index; undefined when it refused all
 * @throws Difference when it is no pick
 */
export function play(
  strategy: StrategyInstance,
  clock: KitClock,
  candidates: readonly Candidate[],
): number | undefined {
  clock.ms += STEP_MS;
  const index = pickedBy(strategy, candidates);
  if (index === undefined) return undefined;
  const chosen = candidates[index]!;
  strategy.onStart?.(chosen, FACTS);
  strategy.onEnd?.(chosen, { result: 'ok', durationMs: 100, firstTokenMs: 40, costNanoUsd: 1_000_000 });
  return index;
}

/** @throws Difference when it is no pick */
function pickedBy(strategy: StrategyInstance, candidates: readonly Candidate[]): number | undefined {
  const pick = strategy.pick(candidates, FACTS);
  if (pick?.index === undefined) {
    const refused = Object.keys(pick?.excluded ?? {}).length;
    must(
      pick === undefined || refused === candidates.length,
      `it picked nobody, and said why of ${refused} of ${candidates.length}`,
    );
    return undefined;
  }
  const inRange = Number.isInteger(pick.index) && pick.index >= 0 && pick.index < candidates.length;
  must(inRange, `it picked ${String(pick.index)} of ${candidates.length}`);
  must(pick.excluded?.[pick.index] === undefined, `it picked ${pick.index} and excluded it`);
  return pick.index;
}

/** The same property for several seeds; a difference says which. */
export function forSeeds(check: (seed: number) => void): void {
  for (let seed = 1; seed <= 5; seed++) {
    try {
      check(seed);
    } catch (error) {
      throw error instanceof Difference ? new Difference(`seed ${seed}: ${error.message}`) : error;
    }
  }
}
