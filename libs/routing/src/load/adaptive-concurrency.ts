const START = 16;
const MAX = 512;
const CUT = 0.9;
/** Between two cuts while the target's own first-token time is unknown. */
const DEFAULT_CUT_INTERVAL_MS = 1000;

/**
 * `concurrency: auto`: how much a target bears, learned from its refusals (additive increase, multiplicative
 * decrease). Loss-based, because with outputs of any length a longer reply time means nothing.
 */
export class AdaptiveConcurrency {
  #limit = START;
  #successes = 0;
  #cutMs = -Infinity;

  get limit(): number {
    return this.#limit;
  }

  /** `inflight` with this request. Grows by one per `limit` successes while at least half of it is used. */
  succeeded(inflight: number): void {
    if (2 * inflight < this.#limit || ++this.#successes < this.#limit) return;
    this.#successes = 0;
    this.#limit = Math.min(MAX, this.#limit + 1);
  }

  /** Refused for load. One burst of refusals is one cut: at most one per first-token time. */
  refused(nowMs: number, firstTokenMs: number | undefined): void {
    if (nowMs - this.#cutMs < (firstTokenMs ?? DEFAULT_CUT_INTERVAL_MS)) return;
    this.#cutMs = nowMs;
    this.#successes = 0;
    this.#limit = Math.max(1, Math.floor(CUT * this.#limit));
  }
}
