import type { Clock } from '@fairlead/plugin-sdk';

/** The machine's time: the one place where the ports meet the system. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => new Date(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
