const SIZE = 100;
const MIN_SAMPLES = 20;
const FRESH_MS = 300_000;
/** Sorting 100 numbers for every decision would cost more than the decision. */
const RECOUNT_MS = 1000;

/** The last 100 times to the first token of one target, at the pool's mean prompt size. */
export class RecentFirstTokens {
  readonly #ring = new Float64Array(SIZE);
  #sorted = new Float64Array(0);
  #count = 0;
  #lastMs = 0;
  #sortedMs = -Infinity;
  #sortedAt = 0;

  add(indexMs: number, nowMs: number): void {
    this.#ring[this.#count % SIZE] = indexMs;
    this.#count++;
    this.#lastMs = nowMs;
  }

  /** Quantile (nearest rank), at most a second old; undefined below 20 samples. */
  quantileMs(quantile: number, nowMs: number): number | undefined {
    if (this.#count < MIN_SAMPLES) return undefined;
    if (this.#sortedAt !== this.#count && nowMs - this.#sortedMs >= RECOUNT_MS) {
      this.#sorted = this.#ring.slice(0, Math.min(this.#count, SIZE)).sort();
      this.#sortedAt = this.#count;
      this.#sortedMs = nowMs;
    }
    return this.#sorted[Math.ceil(quantile * this.#sorted.length) - 1];
  }

  p95Ms(nowMs: number): number | undefined {
    return this.quantileMs(0.95, nowMs);
  }

  /** The same, and undefined once the last sample is 5 minutes old: who is shut out by it gets another chance. */
  freshP95Ms(nowMs: number): number | undefined {
    return nowMs - this.#lastMs > FRESH_MS ? undefined : this.p95Ms(nowMs);
  }
}
