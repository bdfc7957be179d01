import type { Clock } from '@fairlead/plugin-sdk';

/** One moment, for prices: nothing waits. */
export function stillClock(now: Date): Clock {
  return { now: () => 0, wall: () => now, after: () => () => undefined };
}
