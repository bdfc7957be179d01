import type { Clock } from '@fairlead/plugin-sdk';

/** The machine's time: the one place where the ports meet the system. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => new Date(),
  after(delayMs, callback) {
    // Node drops fractions and counts from the start of the loop's turn: a timer can be up to 1 ms early, and what was
    // waited for (a quota that is back at a moment of `now`) would not be there yet.
    const timer = setTimeout(callback, Math.ceil(delayMs) + 1);
    return () => clearTimeout(timer);
  },
};
