const MINUTE_MS = 60_000;
const SECOND_MS = 1000;
/** One more than a minute has, so that whole seconds never cover less than a minute. */
const SECONDS = 61;

/** What was dispatched in the last minute, in counts by the second. */
export class MinuteWindow {
  readonly #requests = new Uint32Array(SECONDS);
  readonly #tokens = new Float64Array(SECONDS);
  #head = 0;

  add(tokens: number, nowMs: number): void {
    const place = this.#advance(nowMs) % SECONDS;
    this.#requests[place]! += 1;
    this.#tokens[place]! += tokens;
  }

  requests(nowMs: number): number {
    this.#advance(nowMs);
    return sum(this.#requests);
  }

  /** Estimated ones. */
  tokens(nowMs: number): number {
    this.#advance(nowMs);
    return sum(this.#tokens);
  }

  /** When no more than `left` of those requests, or tokens, count any longer. */
  fallsToMs(left: number, of: 'requests' | 'tokens', nowMs: number): number {
    const head = this.#advance(nowMs);
    const counts = of === 'requests' ? this.#requests : this.#tokens;
    let rest = sum(counts);
    for (let second = head - SECONDS + 1; second <= head && rest > left; second++) {
      rest -= counts[(second + SECONDS) % SECONDS]!;
      if (rest <= left) return (second + 1) * SECOND_MS + MINUTE_MS;
    }
    return nowMs;
  }

  /** Clears what is too old; the current second. */
  #advance(nowMs: number): number {
    const head = Math.floor(nowMs / SECOND_MS);
    for (let second = Math.max(this.#head + 1, head - SECONDS + 1); second <= head; second++) {
      this.#requests[second % SECONDS] = 0;
      this.#tokens[second % SECONDS] = 0;
    }
    this.#head = Math.max(head, this.#head);
    return this.#head;
  }
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
