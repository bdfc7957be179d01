import type { Candidate, Rng, TargetId } from '@fairlead/plugin-sdk';
import { readPairs } from './read-numbers.js';

interface Entry {
  current: number;
  weight: number;
}

/**
 * Smooth weighted round robin over whoever is eligible now: everyone's credit grows by its weight, the richest is
 * picked and pays the sum. 5:1:1 gives a a b a c a a instead of five in a row. A target that is away keeps its
 * credit and earns nothing. The first credit is a random part of the weight, so that replicas started together do
 * not all begin with the same target.
 */
export class SmoothWrr {
  readonly #entries = new Map<TargetId, Entry>();
  readonly #rng: Pick<Rng, 'float'>;

  constructor(rng: Pick<Rng, 'float'>) {
    this.#rng = rng;
  }

  /** Index of the next one. `among`: indices into `candidates`, at least one; `weights` by the same indices. */
  pick(candidates: readonly Candidate[], among: readonly number[], weights?: readonly number[]): number {
    const weightAt = (index: number): number => weights?.[index] ?? candidates[index]!.weight;
    let total = 0;
    for (const index of among) total += weightAt(index);
    let best = among[0]!;
    let richest: Entry | undefined;
    for (const index of among) {
      const entry = this.#credit(candidates[index]!.id, weightAt(index), total);
      if (
        richest === undefined ||
        entry.current > richest.current ||
        (entry.current === richest.current && candidates[index]!.position < candidates[best]!.position)
      ) {
        best = index;
        richest = entry;
      }
    }
    richest!.current -= total;
    return best;
  }

  #credit(id: TargetId, weight: number, total: number): Entry {
    let entry = this.#entries.get(id);
    if (entry === undefined) {
      entry = { current: weight * this.#rng.float(), weight };
      this.#entries.set(id, entry);
    } else if (entry.weight !== weight) {
      // Credit earned under another weight must not buy a burst.
      entry.current = Math.min(total, Math.max(-total, entry.current));
      entry.weight = weight;
    }
    entry.current += weight;
    return entry;
  }

  /** Credit, and the weight it was earned under. */
  snapshot(): Record<TargetId, readonly [number, number]> {
    return Object.fromEntries([...this.#entries].map(([id, { current, weight }]) => [id, [current, weight]]));
  }

  restore(state: unknown): void {
    for (const [id, [current, weight]] of readPairs(state)) this.#entries.set(id, { current, weight });
  }
}
