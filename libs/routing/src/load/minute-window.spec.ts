import fc from 'fast-check';
import { MinuteWindow } from './minute-window.js';

it('counts what was dispatched in the last minute, to the second', () => {
  const minute = new MinuteWindow();
  minute.add(100, 0);
  minute.add(50, 30_500);
  expect([minute.requests(59_999), minute.tokens(59_999)]).toEqual([2, 150]);
  expect([minute.requests(61_000), minute.tokens(61_000)]).toEqual([1, 50]);
  expect([minute.requests(90_999), minute.requests(91_000), minute.tokens(600_000)]).toEqual([1, 0, 0]);
});

it('says when there is room again', () => {
  const minute = new MinuteWindow();
  for (const atMs of [0, 10_000, 20_000]) minute.add(100, atMs);
  expect(minute.fallsToMs(3, 'requests', 20_000)).toBe(20_000);
  expect(minute.fallsToMs(2, 'requests', 20_000)).toBe(61_000);
  expect(minute.fallsToMs(120, 'tokens', 20_000)).toBe(71_000);
  expect(minute.fallsToMs(0, 'tokens', 20_000)).toBe(81_000);
});

it('never forgets what is younger than a minute, and has room when it says so', () => {
  const tape = fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.nat(500)), { minLength: 1 });
  fc.assert(
    fc.property(tape, fc.nat(3), (steps, left) => {
      const minute = new MinuteWindow();
      const sent: [number, number][] = [];
      let nowMs = 0;
      for (const [waitMs, tokens] of steps) {
        nowMs += waitMs;
        minute.add(tokens, nowMs);
        sent.push([nowMs, tokens]);
        const young = sent.filter(([atMs]) => atMs > nowMs - 60_000);
        expect(minute.requests(nowMs)).toBeGreaterThanOrEqual(young.length);
        expect(minute.tokens(nowMs)).toBeGreaterThanOrEqual(young.reduce((sum, [, n]) => sum + n, 0));
      }
      const room = minute.fallsToMs(left, 'requests', nowMs);
      expect(minute.requests(room)).toBeLessThanOrEqual(left);
    }),
    { seed: 4 },
  );
});
