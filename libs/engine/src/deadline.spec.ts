import type { FailoverPlan, RoutePlan } from '@fairlead/policy';
import { Deadline } from './deadline.js';

const PLAN: FailoverPlan = {
  maxAttempts: 3,
  maxReplayBytes: 0,
  sameTargetRetries: 1,
  retryBudget: { ratio: 0.2, minPer10s: 3 },
  backoff: { baseMs: 250, maxMs: 8000, jitter: 'full' },
  onStreamBreak: 'fail',
  rules: new Map(),
};
const ROUTE: Pick<RoutePlan, 'timeouts'> = {
  timeouts: {
    connectMs: 3000,
    firstTokenMs: 'auto',
    idleMs: 45_000,
    totalMs: 60_000,
    transportIdleMs: 120_000,
  },
};

describe('Deadline', () => {
  it.each([
    [undefined, 60_100],
    [5000, 5100],
    [600_000, 60_100],
  ])('the caller gives %p ms, the policy 60 s: due at %d', (callerMs, totalAt) => {
    expect(new Deadline(100, ROUTE, callerMs).totalAt).toBe(totalAt);
  });

  it.each([
    { why: 'a second is left', at: 59_100, allowed: true },
    { why: 'less than a second is left', at: 59_101, allowed: false },
    { why: 'the usual first token fits', at: 55_100, usualMs: 5000, allowed: true },
    { why: 'the usual first token does not fit', at: 55_101, usualMs: 5000, allowed: false },
    { why: 'max_elapsed is not over', at: 10_099, plan: { maxElapsedMs: 10_000 }, allowed: true },
    { why: 'max_elapsed is over', at: 10_100, plan: { maxElapsedMs: 10_000 }, allowed: false },
    { why: 'the failure was fast', at: 55_100, lastMs: 5000, plan: { retryFastOnlyMs: 5000 }, allowed: true },
    {
      why: 'it was slow, and twice its time is left',
      at: 48_100,
      lastMs: 6000,
      plan: { retryFastOnlyMs: 5000 },
      allowed: true,
    },
    {
      why: 'it was slow, and less than twice its time is left',
      at: 48_101,
      lastMs: 6000,
      plan: { retryFastOnlyMs: 5000 },
      allowed: false,
    },
    { why: 'it was slow, and nobody minds', at: 55_000, lastMs: 50_000, allowed: true },
  ])('$why: $allowed', ({ at, lastMs = 0, usualMs = 0, plan = {}, allowed }) => {
    const deadline = new Deadline(100, ROUTE, undefined);
    expect(deadline.allows(at, { ...PLAN, ...plan }, lastMs, usualMs)).toBe(allowed);
  });
});
