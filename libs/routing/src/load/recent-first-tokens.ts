const SIZE = 100;
const MIN_SAMPLES = 20;
const FRESH_MS = 300_000;
/** Sorting 100 numbers for every decision would cost more than the decision. */
const RECOUNT_MS = 1000;

/**
 * The last 100 times to the first token of one target, at the pool's mean prompt size. When they are counted anew is
 * for new times to say, not for readers: one more look changes nothing of what the next one sees.
 */
export class RecentFirstTokens {
  readonly #ring = new Float64Array(SIZE);
  #count = 0;
  #lastMs = 0;
  #counted = new Float64Array(0);
  #countedMs = -Infinity;
  /** Of all, and how many those were. */
  #latest = new Float64Array(0);
  #latestCount = 0;

  add(indexMs: number, nowMs: number): void {
    this.#ring[this.#count % SIZE] = indexMs;
    this.#count++;
    this.#lastMs = nowMs;
    if (this.#count < MIN_SAMPLES || nowMs - this.#countedMs < RECOUNT_MS) return;
    this.#counted = this.#sorted();
    this.#countedMs = nowMs;
  }

  /** Quantile (nearest rank), at most a second old; undefined below 20 samples. */
  quantileMs(quantile: number, nowMs: number): number | undefined {
    if (this.#count < MIN_SAMPLES) return undefined;
    const sorted = nowMs - this.#countedMs < RECOUNT_MS ? this.#counted : this.#sorted();
    return sorted[Math.ceil(quantile * sorted.length) - 1];
  }

  p95Ms(nowMs: number): number | undefined {
    return this.quantileMs(0.95, nowMs);
  }

  /** The same, and undefined once the last sample is 5 minutes old: who is shut out by it gets another chance. */
  freshP95Ms(nowMs: number): number | undefined {
    return nowMs - this.#lastMs > FRESH_MS ? undefined : this.p95Ms(nowMs);
  }

  #sorted(): Float64Array<ArrayBuffer> {
    if (this.#latestCount !== this.#count) {
      this.#latest = this.#ring.slice(0, Math.min(this.#count, SIZE)).sort();
      this.#latestCount = this.#count;
    }
    return this.#latest;
  }
}
