import type { Cancel, Clock } from '@fairlead/plugin-sdk';
import { VirtualClock } from '@fairlead/simulation';

/** A virtual clock that stops at every moment at which something is due, so that promises settle in between. */
export class SteppedClock implements Clock {
  readonly #clock = new VirtualClock();
  #dueMs: number[] = [];

  now(): number {
    return this.#clock.now();
  }

  wall(): Date {
    return this.#clock.wall();
  }

  after(delayMs: number, callback: () => void): Cancel {
    this.#dueMs.push(this.now() + Math.max(0, delayMs));
    return this.#clock.after(delayMs, callback);
  }

  /** Plays `durationMs`: every timer at its moment, and all that follows from it before the next. */
  async advance(durationMs: number): Promise<void> {
    const untilMs = this.now() + durationMs;
    await settled();
    for (let nextMs = this.#next(); nextMs <= untilMs; nextMs = this.#next()) {
      this.#dueMs = this.#dueMs.filter((dueMs) => dueMs > nextMs);
      this.#clock.advance(nextMs - this.now());
      await settled();
    }
    this.#clock.advance(untilMs - this.now());
  }

  #next(): number {
    return Math.min(...this.#dueMs);
  }
}

/** All promises that can settle without time passing have. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
