import type { Candidate, TargetId } from '@fairlead/plugin-sdk';
import { readNumbers } from './read-numbers.js';
import { ShareWindow } from './share-window.js';

const WINDOW_PICKS = 200;
const UNTRIED_MS = 30_000;

/**
 * Keeps every estimate alive: a candidate with less than its least share of the last 200 picks that was not tried
 * for 30 s is due. Deterministic, so a decision can be replayed; ε-random exploration cannot.
 */
export class Exploration {
  readonly #picks = new ShareWindow(WINDOW_PICKS);
  readonly #triedAt = new Map<TargetId, number>();
  readonly #minShare: number;

  /** `minShare` in [0, 1]; 0 explores nothing. */
  constructor(minShare: number) {
    this.#minShare = minShare;
  }

  /** Index of the candidate that is due and has waited longest; undefined when none is. */
  due(candidates: readonly Candidate[], nowMs: number): number | undefined {
    if (this.#minShare === 0) return undefined;
    let due: number | undefined;
    let oldest = nowMs - UNTRIED_MS;
    for (let index = 0; index < candidates.length; index++) {
      const { id } = candidates[index]!;
      const triedAt = this.#triedAt.get(id);
      if (triedAt === undefined) this.#triedAt.set(id, nowMs);
      else if (
        this.#picks.share(id) < this.#minShare &&
        triedAt <= oldest &&
        (due === undefined || triedAt < oldest)
      ) {
        due = index;
        oldest = triedAt;
      }
    }
    return due;
  }

  picked(id: TargetId, nowMs: number): void {
    this.#picks.add(id);
    this.#triedAt.set(id, nowMs);
  }

  snapshot(): object {
    return { picks: this.#picks.snapshot(), triedAt: Object.fromEntries(this.#triedAt) };
  }

  restore(state: unknown): void {
    const { picks, triedAt } = (state ?? {}) as { readonly picks?: unknown; readonly triedAt?: unknown };
    this.#picks.restore(picks);
    for (const [id, atMs] of readNumbers(triedAt)) this.#triedAt.set(id, atMs);
  }
}
