/** Each bin is 1% wider than the one before: a quantile is at most 1% too high. */
const GROWTH = Math.log(1.01);
/** Up to a day. */
const BINS = Math.ceil(Math.log(86_400_000) / GROWTH) + 1;

/** Times in milliseconds, of which only quantiles are asked: a day of traffic takes no more room than a minute. */
export class Quantiles {
  readonly #bins = new Uint32Array(BINS);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(timeMs: number): void {
    const bin = Math.min(BINS - 1, Math.max(0, Math.ceil(Math.log(timeMs) / GROWTH)));
    this.#bins[bin]! += 1;
    this.#count++;
  }

  /** The time that `fraction` of all do not exceed, rounded to three digits; undefined without any. */
  at(fraction: number): number | undefined {
    if (this.#count === 0) return undefined;
    let left = Math.ceil(fraction * this.#count);
    for (let bin = 0; bin < BINS; bin++) {
      left -= this.#bins[bin]!;
      if (left <= 0) return +Math.exp(bin * GROWTH).toPrecision(3);
    }
    return undefined;
  }

  /** The three that reports show. */
  summary(): QuantileSummary | undefined {
    if (this.#count === 0) return undefined;
    return { p50Ms: this.at(0.5)!, p95Ms: this.at(0.95)!, p99Ms: this.at(0.99)! };
  }
}

export interface QuantileSummary {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}
