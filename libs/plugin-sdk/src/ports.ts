/**
 * Time, as the pure packages see it. Nothing in engine, routing, health, policy or ledger asks the system:
 * a test or the simulator hands in a virtual clock and the same code runs.
 */
export interface Clock {
  /** Monotonic milliseconds from an arbitrary origin; may be fractional. */
  now(): number;
  /** The calendar time, for reset stamps and prices that depend on the date. Never for durations. */
  wall(): Date;
  /** Runs `callback` once, `delayMs` from now. The result cancels it; cancelling twice is harmless. */
  after(delayMs: number, callback: () => void): Cancel;
}

/** Undoes what it was given for, if that has not happened yet. */
export type Cancel = () => void;

/** Chance, as the pure packages see it: seeded, so that a decision can be replayed. */
export interface Rng {
  /** Uniform in [0, 1). */
  float(): number;
  /** An independent generator whose sequence depends only on this one's seed and `label`. */
  fork(label: string): Rng;
}
