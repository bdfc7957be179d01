import { VirtualClock } from '@fairlead/simulation';
import { RetryBudget } from './retry-budget.js';

const FLOOR = 3;

/** Every request fails and asks for a second try. */
function retriesOf(requests: number, everyMs: number, ratio: number): number {
  const clock = new VirtualClock();
  const budget = new RetryBudget(clock);
  let retries = 0;
  for (let n = 0; n < requests; n++) {
    budget.deposit('one:443', ratio);
    if (budget.take('one:443', FLOOR)) retries++;
    clock.advance(everyMs);
  }
  return retries;
}

function taken(budget: RetryBudget, tries: number, floor = 0): number {
  return Array.from({ length: tries }, () => budget.take('one:443', floor)).filter(Boolean).length;
}

describe('RetryBudget', () => {
  it.each([
    // 20% of 1000, and 3 in each of the ten 10 s.
    { requests: 1000, everyMs: 100, ratio: 0.2, retries: 230 },
    { requests: 1000, everyMs: 100, ratio: 0, retries: 30 },
    { requests: 1000, everyMs: 100, ratio: 1, retries: 1000 },
    // One request in 10 s: the floor alone serves it.
    { requests: 50, everyMs: 10_000, ratio: 0.2, retries: 50 },
  ])('$requests failures, one in $everyMs ms, ratio $ratio: $retries retries', (row) => {
    expect(retriesOf(row.requests, row.everyMs, row.ratio)).toBe(row.retries);
  });

  it('lets 3 in 10 s through without any deposit', () => {
    const clock = new VirtualClock();
    const budget = new RetryBudget(clock);
    expect(taken(budget, 5, FLOOR)).toBe(3);
    clock.advance(9999);
    expect(taken(budget, 5, FLOOR)).toBe(0);
    clock.advance(1);
    expect(taken(budget, 5, FLOOR)).toBe(3);
  });

  it.each([
    [59_999, 1],
    [60_000, 0],
  ])('after %d ms, five deposits of 0.2 are worth %d', (idleMs, worth) => {
    const clock = new VirtualClock();
    const budget = new RetryBudget(clock);
    for (let n = 0; n < 5; n++) budget.deposit('one:443', 0.2);
    clock.advance(idleMs);
    expect(taken(budget, 2)).toBe(worth);
  });

  it('spends the oldest deposits first', () => {
    const clock = new VirtualClock();
    const budget = new RetryBudget(clock);
    budget.deposit('one:443', 1);
    clock.advance(50_000);
    budget.deposit('one:443', 1);
    expect(taken(budget, 1)).toBe(1);
    clock.advance(20_000);
    expect(taken(budget, 2)).toBe(1);
  });

  it('saves up 100 retries at most', () => {
    const budget = new RetryBudget(new VirtualClock());
    for (let n = 0; n < 1000; n++) budget.deposit('one:443', 0.2);
    expect(taken(budget, 200)).toBe(100);
  });

  it('keeps one account per endpoint', () => {
    const budget = new RetryBudget(new VirtualClock());
    budget.deposit('other:443', 1);
    expect(taken(budget, 1)).toBe(0);
    expect(budget.take('other:443', 0)).toBe(true);
  });
});
