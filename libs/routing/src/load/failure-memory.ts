const PHANTOM_TAU_MS = 10_000;
const RATE_TAU_MS = 30_000;
const RATE_STEP = 0.2;

/**
 * What recent failures of one target weigh. Phantom load counts each as a request still in flight; the rate is an
 * average over outcomes. Both fade with time, so that a target that nobody dares to use gets another chance.
 */
export class FailureMemory {
  #phantom = 0;
  #rate = 0;
  #atMs = 0;

  /** An attempt ended; only failures that the target is to blame for count as failed. */
  record(failed: boolean, nowMs: number): void {
    const rate = this.rate(nowMs);
    this.#phantom = this.phantom(nowMs) + (failed ? 1 : 0);
    this.#rate = rate + RATE_STEP * ((failed ? 1 : 0) - rate);
    this.#atMs = Math.max(this.#atMs, nowMs);
  }

  /** Failures that still count as load; each fades with e^(−t/10 s). Looking changes nothing, not even by rounding. */
  phantom(nowMs: number): number {
    return this.#phantom * this.#left(nowMs, PHANTOM_TAU_MS);
  }

  /** r in [0, 1]; fades with e^(−t/30 s). */
  rate(nowMs: number): number {
    return this.#rate * this.#left(nowMs, RATE_TAU_MS);
  }

  #left(nowMs: number, tauMs: number): number {
    if (this.#rate === 0) return 1;
    return Math.exp(-Math.max(0, nowMs - this.#atMs) / tauMs);
  }
}
