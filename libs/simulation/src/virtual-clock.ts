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
    // What is cancelled is let go of at once: a deadline minutes away must not keep a whole exchange in memory.
    let pending: (() => void) | undefined = callback;
    const run = (): void => pending?.();
    this.#queue.add({ atMs: this.#nowMs + Math.max(0, delayMs), run });
    return () => {
      pending = undefined;
    };
  }

  /** Lets everything happen that is due in the next `durationMs`, in order, also what it causes in turn. */
  advance(durationMs: number): void {
    const untilMs = this.#nowMs + durationMs;
    while (this.#isDue(untilMs)) this.#step();
    this.#nowMs = untilMs;
  }

  /** The same, where callbacks settle promises: all that follows from a moment happens before the next one. */
  async play(durationMs: number): Promise<void> {
    const untilMs = this.#nowMs + durationMs;
    await this.#playWhile(() => this.#isDue(untilMs));
    this.#nowMs = untilMs;
  }

  /** The same for as long as `goOn` says at every moment, and no moment longer. */
  async playWhile(goOn: () => boolean): Promise<void> {
    await this.#playWhile(() => goOn() && this.#isDue(Infinity));
  }

  async #playWhile(goOn: () => boolean): Promise<void> {
    await settled();
    while (goOn()) {
      this.#step();
      await settled();
    }
  }

  #isDue(untilMs: number): boolean {
    return this.#queue.nextMs !== undefined && this.#queue.nextMs <= untilMs;
  }

  #step(): void {
    this.#nowMs = this.#queue.nextMs!;
    this.#queue.take()!.run();
  }
}

/** All promises that can settle without time passing have: the queue of ticks comes behind that of promises. */
function settled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
