import type { Clock, Rng } from '@fairlead/plugin-sdk';

/** Time that a test moves by hand; nothing in health sets timers. */
export class ManualClock implements Clock {
  #nowMs = 0;

  now(): number {
    return this.#nowMs;
  }

  wall(): Date {
    return new Date(this.#nowMs);
  }

  after(): () => void {
    throw new Error('health sets no timers');
  }

  /** Moves to an absolute time. */
  to(ms: number): void {
    this.#nowMs = ms;
  }

  pass(ms: number): void {
    this.#nowMs += ms;
  }
}

/** Always the same draw: 0.5 is a jitter factor of exactly 1. */
export function fixedRng(draw = 0.5): Rng {
  const rng: Rng = { float: () => draw, fork: () => rng };
  return rng;
}
