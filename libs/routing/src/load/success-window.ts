const BUCKET_MS = 30_000;
const BUCKETS = 10;
/** One failure in one attempt is no rate. */
const MIN_OUTCOMES = 10;

/** Successes and failures over the last 5 minutes, in ten buckets of exact counts. */
export class SuccessWindow {
  readonly #ok = new Uint32Array(BUCKETS);
  readonly #all = new Uint32Array(BUCKETS);
  #head = 0;

  record(ok: boolean, nowMs: number): void {
    const place = this.#advance(nowMs);
    this.#all[place]! += 1;
    if (ok) this.#ok[place]! += 1;
  }

  /** Successes / outcomes; undefined below 10 outcomes. */
  rate(nowMs: number): number | undefined {
    this.#advance(nowMs);
    let ok = 0;
    let all = 0;
    for (let place = 0; place < BUCKETS; place++) {
      ok += this.#ok[place]!;
      all += this.#all[place]!;
    }
    return all < MIN_OUTCOMES ? undefined : ok / all;
  }

  /** Clears what is too old; the place of the current bucket. */
  #advance(nowMs: number): number {
    const head = Math.floor(nowMs / BUCKET_MS);
    for (let bucket = Math.max(this.#head + 1, head - BUCKETS + 1); bucket <= head; bucket++) {
      this.#ok[bucket % BUCKETS] = 0;
      this.#all[bucket % BUCKETS] = 0;
    }
    this.#head = Math.max(head, this.#head);
    return this.#head % BUCKETS;
  }
}
