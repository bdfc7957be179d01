import type { Cancel, Clock } from '@fairlead/plugin-sdk';
import { EventQueue } from './event-queue.js';

/** Time that passes only when told to: hours of traffic in milliseconds, and the same result every time. */
export class VirtualClock implements Clock {
  readonly #queue = new EventQueue();
  readonly #startWallMs: number;
  #nowMs = 0;

  /** `start`: the calendar time at 0 ms. */
  constructor(start = new Date('2026-01-01T00:00:00Z')) {
    this.#startWallMs = start.getTime();
  }

  now(): number {
    return this.#nowMs;
  }

  wall(): Date {
    return new Date(this.#startWallMs + this.#nowMs);
  }

  after(delayMs: number, callback: () => void): Cancel {
    let cancelled = false;
    const run = (): void => {
      if (!cancelled) callback();
    };
    this.#queue.add({ atMs: this.#nowMs + Math.max(0, delayMs), run });
    return () => {
      cancelled = true;
    };
  }

  /** Lets everything happen that is due in the next `durationMs`, in order, also what it causes in turn. */
  advance(durationMs: number): void {
    const untilMs = this.#nowMs + durationMs;
    for (
      let nextMs = this.#queue.nextMs;
      nextMs !== undefined && nextMs <= untilMs;
      nextMs = this.#queue.nextMs
    ) {
      this.#nowMs = nextMs;
      this.#queue.take()!.run();
    }
    this.#nowMs = untilMs;
  }
}
