/**
 * The stall guard: how long the requests still without a token have waited on average. A target that stopped
 * answering gives no samples; its silence is the sample. Sums instead of a list, so that reading costs nothing.
 */
export class FirstTokenWait {
  #count = 0;
  /** Σ 1/factor and Σ start/factor over the waiting: mean age as an index = (now·Σ1/f − Σs/f)/n. */
  #weights = 0;
  #starts = 0;

  enter(startMs: number, sizeFactor: number): void {
    this.#count++;
    this.#weights += 1 / sizeFactor;
    this.#starts += startMs / sizeFactor;
  }

  leave(startMs: number, sizeFactor: number): void {
    this.#count--;
    this.#weights -= 1 / sizeFactor;
    this.#starts -= startMs / sizeFactor;
    // Rounding must not outlive the requests that caused it.
    if (this.#count === 0) this.#weights = this.#starts = 0;
  }

  /** Mean age of the waiting, ms at the pool's mean prompt size; 0 when nobody waits. */
  meanAgeMs(nowMs: number): number {
    return this.#count === 0 ? 0 : (nowMs * this.#weights - this.#starts) / this.#count;
  }
}
