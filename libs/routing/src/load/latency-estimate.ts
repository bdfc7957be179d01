const TAU_MS = 20_000;
const MIN_STEP = 0.1;
const MAX_STEP = 0.5;
/** Samples' worth of trust in the pool's median against the target's own figures. */
const PRIOR_SAMPLES = 3;

/**
 * A moving average of one kind of latency. The step grows with the time since the last sample, within bounds:
 * there is no jump to a peak, since model latencies have long tails and one outlier must not evict a target.
 */
export class LatencyEstimate {
  #value = 0;
  #samples = 0;
  #atMs = 0;

  add(sampleMs: number, nowMs: number): void {
    const step = Math.min(MAX_STEP, Math.max(MIN_STEP, 1 - Math.exp(-(nowMs - this.#atMs) / TAU_MS)));
    this.#value = this.#samples === 0 ? sampleMs : this.#value + step * (sampleMs - this.#value);
    this.#samples++;
    this.#atMs = nowMs;
  }

  /** The plain average; undefined before the first sample. */
  get rawMs(): number | undefined {
    return this.#samples === 0 ? undefined : this.#value;
  }

  /**
   * The average as it is believed now: drawn to the pool's median by age (half-trust horizon `forgetAfterMs`) and by
   * scarcity of samples. An unused bad target is so retried in minutes, a new one is neither hero nor outcast.
   */
  read(medianMs: number, nowMs: number, forgetAfterMs: number): number {
    const trusted = medianMs + (this.#value - medianMs) * Math.exp(-(nowMs - this.#atMs) / forgetAfterMs);
    return (this.#samples * trusted + PRIOR_SAMPLES * medianMs) / (this.#samples + PRIOR_SAMPLES);
  }
}
