import fc from 'fast-check';
import { CeilingAccount } from './ceiling-account.js';

it('stays inside its clamp always', () => {
  const bookings = fc.array(fc.record({ waitMs: fc.nat(90_000), tokens: fc.nat(1e5), cost: fc.nat(1e9) }));
  fc.assert(
    fc.property(bookings, (tape) => {
      const clock = { nowMs: 0, now: () => clock.nowMs };
      const account = new CeilingAccount(2000, 3_600_000, clock);
      return tape.every(({ waitMs, tokens, cost }) => {
        clock.nowMs += waitMs;
        account.left(tokens, cost);
        account.add(tokens, cost);
        return Math.abs(account.balanceNanoUsd) <= account.roomNanoUsd;
      });
    }),
    { seed: 4 },
  );
});

it('holds one minute of traffic and fades with the window', () => {
  const clock = { nowMs: 0, now: () => clock.nowMs };
  const account = new CeilingAccount(1000, 60_000, clock);
  account.add(500, 100_000);
  expect(account.balanceNanoUsd).toBe(400_000);
  expect(account.left(100, 60_000)).toBe(440_000);
  clock.nowMs = 60_000;
  expect(account.left(0, 0)).toBe(200_000);
  account.add(0, 1e9);
  expect(account.balanceNanoUsd).toBe(-account.roomNanoUsd);
});
