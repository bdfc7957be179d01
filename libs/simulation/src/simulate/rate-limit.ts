import type { ReplyHeaders } from '@fairlead/plugin-sdk';

const MINUTE_MS = 60_000;

interface Limits {
  readonly requests: number | undefined;
  readonly tokens: number | undefined;
}

/** A provider's limit by the minute, and what its replies say of it. */
export class RateLimit {
  readonly #limits: Limits;
  #minute = -1;
  #requests = 0;
  #tokens = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Takes a request in; how long to wait where the minute is full. */
  take(nowMs: number, tokens: number): number | undefined {
    this.#turn(nowMs);
    const { requests = Infinity, tokens: tokenLimit = Infinity } = this.#limits;
    if (this.#requests >= requests || this.#tokens + tokens > tokenLimit) return this.#leftMs(nowMs);
    this.#requests++;
    this.#tokens += tokens;
    return undefined;
  }

  headers(nowMs: number): ReplyHeaders {
    this.#turn(nowMs);
    const reset = `${Math.ceil(this.#leftMs(nowMs))}ms`;
    const stated: Record<string, string> = {};
    const taken = { requests: this.#requests, tokens: this.#tokens };
    for (const name of ['requests', 'tokens'] as const) {
      const limit = this.#limits[name];
      if (limit === undefined) continue;
      stated[`x-ratelimit-limit-${name}`] = String(limit);
      stated[`x-ratelimit-remaining-${name}`] = String(Math.max(0, limit - taken[name]));
      stated[`x-ratelimit-reset-${name}`] = reset;
    }
    return stated;
  }

  #turn(nowMs: number): void {
    const minute = Math.floor(nowMs / MINUTE_MS);
    if (minute === this.#minute) return;
    this.#minute = minute;
    this.#requests = 0;
    this.#tokens = 0;
  }

  #leftMs(nowMs: number): number {
    return (this.#minute + 1) * MINUTE_MS - nowMs;
  }
}
