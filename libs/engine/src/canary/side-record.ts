import { TimeHistogram } from './time-histogram.js';

/** A window is forgotten in tenths. */
const SLICES = 10;
/** A 95th percentile of fewer is little more than their maximum. */
const MIN_TIMES = 20;

/** How one request went, as a canary's gate sees it. */
export interface SideOutcome {
  readonly failed: boolean;
  readonly firstTokenMs?: number;
}

/** One side of a comparison over its window. */
export interface SideReading {
  readonly requests: number;
  readonly failures: number;
  /** Undefined below 20 times. */
  readonly firstTokenP95Ms?: number;
}

interface Slice {
  readonly tick: number;
  requests: number;
  failures: number;
  readonly times: TimeHistogram;
}

/** The outcomes of the last `overMs`. */
export class SideRecord {
  #slices: Slice[] = [];
  readonly #sliceMs: number;

  constructor(overMs: number) {
    this.#sliceMs = overMs / SLICES;
  }

  add({ failed, firstTokenMs }: SideOutcome, nowMs: number): void {
    const slice = this.#current(nowMs);
    slice.requests++;
    if (failed) slice.failures++;
    if (firstTokenMs !== undefined) slice.times.add(firstTokenMs);
  }

  read(nowMs: number): SideReading {
    this.#forget(nowMs);
    const times = new TimeHistogram();
    let requests = 0;
    let failures = 0;
    for (const slice of this.#slices) {
      requests += slice.requests;
      failures += slice.failures;
      times.addAll(slice.times);
    }
    const p95Ms = times.count < MIN_TIMES ? undefined : times.quantileMs(0.95);
    return { requests, failures, ...(p95Ms !== undefined && { firstTokenP95Ms: p95Ms }) };
  }

  #current(nowMs: number): Slice {
    this.#forget(nowMs);
    const tick = Math.floor(nowMs / this.#sliceMs);
    const last = this.#slices.at(-1);
    if (last?.tick === tick) return last;
    const slice = { tick, requests: 0, failures: 0, times: new TimeHistogram() };
    this.#slices.push(slice);
    return slice;
  }

  #forget(nowMs: number): void {
    const oldest = Math.floor(nowMs / this.#sliceMs) - SLICES + 1;
    if (this.#slices[0] !== undefined && this.#slices[0].tick < oldest)
      this.#slices = this.#slices.filter(({ tick }) => tick >= oldest);
  }
}
