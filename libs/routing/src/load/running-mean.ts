const STEP = 0.05;

/** The plain mean of the first 20 values, then a moving average with step 0.05. */
export class RunningMean {
  #value: number | undefined;
  #count = 0;

  add(value: number): void {
    this.#count++;
    const before = this.#value ?? 0;
    this.#value = before + Math.max(STEP, 1 / this.#count) * (value - before);
  }

  /** Undefined before the first value. */
  get value(): number | undefined {
    return this.#value;
  }
}
