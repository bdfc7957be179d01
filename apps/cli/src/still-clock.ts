import type { Clock } from '@fairlead/plugin-sdk';

/** The moment of the command: prices are those of today, and nothing waits. */
export function stillClock(now = new Date()): Clock {
  return { now: () => 0, wall: () => now, after: () => () => undefined };
}
