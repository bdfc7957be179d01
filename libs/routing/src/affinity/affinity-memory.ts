import type { TargetId } from '@fairlead/plugin-sdk';

/** About 20 MB. */
const MAX_KEYS = 100_000;

interface Seat {
  readonly target: TargetId;
  readonly atMs: number;
}

/**
 * Which target has answered a key last, and so has the youngest copy of its prompt. The oldest entries go first, when
 * there are too many.
 */
export class AffinityMemory {
  /** In the order of their last use. */
  readonly #seats = new Map<string, Seat>();

  /** Undefined once it was not used for `ttlMs`. */
  find(key: string, nowMs: number, ttlMs: number): TargetId | undefined {
    const seat = this.#seats.get(key);
    return seat !== undefined && nowMs - seat.atMs < ttlMs ? seat.target : undefined;
  }

  remember(key: string, target: TargetId, nowMs: number): void {
    this.#seats.delete(key);
    this.#seats.set(key, { target, atMs: nowMs });
    if (this.#seats.size > MAX_KEYS) {
      const [oldest] = this.#seats.keys();
      this.#seats.delete(oldest!);
    }
  }
}
