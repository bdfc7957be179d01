import { systemClock } from './system-clock.js';

it('never calls before the delay is over, as its own `now` counts', async () => {
  const earlyMs = await Promise.all(
    Array.from({ length: 500 }, (_, index) => {
      const dueAt = systemClock.now() + index / 7;
      return new Promise<number>((resolve) => {
        systemClock.after(index / 7, () => resolve(dueAt - systemClock.now()));
      });
    }),
  );
  expect(Math.max(...earlyMs)).toBeLessThanOrEqual(0);
});
