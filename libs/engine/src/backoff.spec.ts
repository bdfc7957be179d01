import fc from 'fast-check';
import { seededRng, type Rng } from '@fairlead/plugin-sdk';
import type { FailoverPlan } from '@fairlead/policy';
import { waitMs } from './backoff.js';

type Jitter = FailoverPlan['backoff']['jitter'];
const always = (value: number): Rng => ({ float: () => value, fork: () => always(value) });
const NEARLY_ONE = 1 - 2 ** -32;

/** Lower and upper bound of the wait before each retry, ms. */
const BOUNDS: readonly [Jitter, number, number, number][] = [
  ['full', 0, 0, 250],
  ['full', 1, 0, 500],
  ['full', 4, 0, 4000],
  ['full', 5, 0, 8000],
  ['full', 9, 0, 8000],
  ['equal', 0, 125, 250],
  ['equal', 3, 1000, 2000],
  ['equal', 9, 4000, 8000],
  ['none', 0, 250, 250],
  ['none', 2, 1000, 1000],
  ['none', 9, 8000, 8000],
];

describe('waitMs', () => {
  it.each(BOUNDS)('with %s jitter, retry %d: %d to %d ms', (jitter, retry, leastMs, mostMs) => {
    const backoff = { baseMs: 250, maxMs: 8000, jitter };
    expect(waitMs(backoff, retry, always(0))).toBe(leastMs);
    expect(waitMs(backoff, retry, always(NEARLY_ONE))).toBeCloseTo(mostMs, 3);
  });

  it('stretches a hint by up to a quarter, never shortens it, and asks the policy nothing', () => {
    const anyCase = fc.record({
      hintMs: fc.nat(600_000),
      seed: fc.nat(),
      retry: fc.nat(20),
      jitter: fc.constantFrom<Jitter>('full', 'equal', 'none'),
    });
    fc.assert(
      fc.property(anyCase, ({ hintMs, seed, retry, jitter }) => {
        const waited = waitMs({ baseMs: 250, maxMs: 8000, jitter }, retry, seededRng(seed), hintMs);
        expect(waited).toBeGreaterThanOrEqual(hintMs);
        expect(waited).toBeLessThanOrEqual(1.25 * hintMs);
      }),
    );
  });
});
