const SIZE = 100;
const MIN_SAMPLES = 20;
const FRESH_MS = 300_000;
/** Sorting 100 numbers for every decision would cost more than the decision. */
const RECOUNT_MS = 1000;

/** The last 100 times to the first token of one target, at the pool's mean prompt size. */
export class RecentFirstTokens {
  readonly #ring = new Float64Array(SIZE);
  #count = 0;
  #lastMs = 0;
  #p95 = 0;
  #countedMs = -Infinity;
  #countedAt = 0;

  add(indexMs: number, nowMs: number): void {
    this.#ring[this.#count % SIZE] = indexMs;
    this.#count++;
    this.#lastMs = nowMs;
  }

  /** 95th percentile (nearest rank), at most a second old; undefined below 20 samples. */
  p95Ms(nowMs: number): number | undefined {
    if (this.#count < MIN_SAMPLES) return undefined;
    if (this.#countedAt !== this.#count && nowMs - this.#countedMs >= RECOUNT_MS) {
      const sorted = this.#ring.slice(0, Math.min(this.#count, SIZE)).sort();
      this.#p95 = sorted[Math.ceil(0.95 * sorted.length) - 1]!;
      this.#countedAt = this.#count;
      this.#countedMs = nowMs;
    }
    return this.#p95;
  }

  /** The same, and undefined once the last sample is 5 minutes old: who is shut out by it gets another chance. */
  freshP95Ms(nowMs: number): number | undefined {
    return nowMs - this.#lastMs > FRESH_MS ? undefined : this.p95Ms(nowMs);
  }
}
