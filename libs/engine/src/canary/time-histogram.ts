/** Each bin is 2% wider than the one before: a quantile is at most 2% too high. */
const GROWTH = Math.log(1.02);

/** Counts of times in milliseconds, from which quantiles can be read; sums of them are possible, unlike of quantiles. */
export class TimeHistogram {
  readonly #bins = new Map<number, number>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(timeMs: number): void {
    const bin = Math.ceil(Math.log(Math.max(1, timeMs)) / GROWTH);
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + 1);
    this.#count++;
  }

  addAll(other: TimeHistogram): void {
    for (const [bin, count] of other.#bins) this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + count);
    this.#count += other.#count;
  }

  /** The time that `fraction` of all do not exceed; undefined without any. */
  quantileMs(fraction: number): number | undefined {
    let left = fraction * this.#count;
    for (const [bin, count] of [...this.#bins].sort(([a], [b]) => a - b)) {
      left -= count;
      if (left <= 0) return Math.exp(bin * GROWTH);
    }
    return undefined;
  }
}
