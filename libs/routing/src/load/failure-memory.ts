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
    this.#fade(nowMs);
    if (failed) this.#phantom += 1;
    this.#rate += RATE_STEP * ((failed ? 1 : 0) - this.#rate);
  }

  /** Failures that still count as load; each fades with e^(−t/10 s). */
  phantom(nowMs: number): number {
    this.#fade(nowMs);
    return this.#phantom;
  }

  /** r in [0, 1]; fades with e^(−t/30 s). */
  rate(nowMs: number): number {
    this.#fade(nowMs);
    return this.#rate;
  }

  #fade(nowMs: number): void {
    const elapsedMs = nowMs - this.#atMs;
    if (elapsedMs <= 0) return;
    this.#atMs = nowMs;
    if (this.#rate === 0) return;
    this.#phantom *= Math.exp(-elapsedMs / PHANTOM_TAU_MS);
    this.#rate *= Math.exp(-elapsedMs / RATE_TAU_MS);
  }
}
