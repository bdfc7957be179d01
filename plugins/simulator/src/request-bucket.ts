const MINUTE_MS = 60_000;

/**
 * A rate limit as providers keep it: a bucket that refills evenly, full once a minute. Counted in requests × ms
 * per minute, which stays whole, so that a caller who waits as long as it was told is let in.
 */
export class RequestBucket {
  #level: number;
  #lastMs: number | undefined;

  constructor(private readonly perMinute: number) {
    this.#level = perMinute * MINUTE_MS;
  }

  /** Takes one request out. @returns whether there was one, and the headers that tell the caller the state */
  take(nowMs: number): { readonly allowed: boolean; readonly headers: Readonly<Record<string, string>> } {
    const full = this.perMinute * MINUTE_MS;
    this.#level = Math.min(full, this.#level + (nowMs - (this.#lastMs ?? nowMs)) * this.perMinute);
    this.#lastMs = nowMs;
    const allowed = this.#level >= MINUTE_MS;
    if (allowed) this.#level -= MINUTE_MS;
    const headers = {
      'x-ratelimit-limit-requests': String(this.perMinute),
      'x-ratelimit-remaining-requests': String(Math.floor(this.#level / MINUTE_MS)),
      'x-ratelimit-reset-requests': `${this.#msUntil(full)}ms`,
    };
    if (allowed) return { allowed, headers };
    const waitMs = this.#msUntil(MINUTE_MS);
    const hint = { 'retry-after': String(Math.ceil(waitMs / 1000)), 'retry-after-ms': String(waitMs) };
    return { allowed, headers: { ...headers, ...hint } };
  }

  #msUntil(level: number): number {
    return Math.ceil((level - this.#level) / this.perMinute);
  }
}
