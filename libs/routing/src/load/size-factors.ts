/** Upper ends, in uncached prompt tokens, of all sizes but the last. */
const SIZE_ENDS = [1000, 8000, 32_000, 128_000];
const SIZES = SIZE_ENDS.length + 1;
const MIN_FACTOR = 0.25;
const MAX_FACTOR = 20;
/** Samples' worth of belief that a size makes no difference. */
const PRIOR_SAMPLES = 3;
/** Beyond this many samples the old ones count half: the mix of prompts changes over days, not minutes. */
const MEMORY_SAMPLES = 2000;

/** Which requests are alike in time to the first token: by prompt size, streamed or whole (0 … 9). */
export type SizeBucket = number;

export function sizeBucket(uncachedPromptTokens: number, stream: boolean): SizeBucket {
  const end = SIZE_ENDS.findIndex((tokens) => uncachedPromptTokens < tokens);
  return (end === -1 ? SIZES - 1 : end) + (stream ? 0 : SIZES);
}

/**
 * How much longer than average each size of request takes in one pool, so that a target keeps one index of
 * slowness, whatever prompts it happened to get. A reply that does not stream has its first token at its end:
 * such requests have buckets of their own.
 */
export class SizeFactors {
  readonly #sums = new Float64Array(2 * SIZES);
  readonly #counts = new Float64Array(2 * SIZES);
  #sum = 0;
  #count = 0;

  add(bucket: SizeBucket, firstTokenMs: number): void {
    this.#sums[bucket]! += firstTokenMs;
    this.#counts[bucket]! += 1;
    this.#sum += firstTokenMs;
    this.#count += 1;
    if (this.#count >= MEMORY_SAMPLES) this.#halve();
  }

  /** Bucket mean / overall mean, in [0.25, 20]; 1 while nothing is known. */
  factor(bucket: SizeBucket): number {
    const count = this.#counts[bucket]!;
    if (count === 0 || this.#sum === 0) return 1;
    const ratio = this.#sums[bucket]! / count / (this.#sum / this.#count);
    const believed = (count * ratio + PRIOR_SAMPLES) / (count + PRIOR_SAMPLES);
    return Math.min(MAX_FACTOR, Math.max(MIN_FACTOR, believed));
  }

  #halve(): void {
    for (let bucket = 0; bucket < 2 * SIZES; bucket++) {
      this.#sums[bucket]! /= 2;
      this.#counts[bucket]! /= 2;
    }
    this.#sum /= 2;
    this.#count /= 2;
  }
}
