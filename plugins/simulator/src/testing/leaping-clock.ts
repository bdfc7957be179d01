import type { Clock } from '@fairlead/plugin-sdk';

/** A clock for one waiter at a time: a wait is over at once, and the time it took is on the clock. */
export class LeapingClock implements Clock {
  #nowMs = 1000;

  now(): number {
    return this.#nowMs;
  }

  wall(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.#nowMs);
  }

  after(delayMs: number, callback: () => void): () => void {
    let cancelled = false;
    queueMicrotask(() => {
      if (cancelled) return;
      this.#nowMs += delayMs;
      callback();
    });
    return () => {
      cancelled = true;
    };
  }
}
