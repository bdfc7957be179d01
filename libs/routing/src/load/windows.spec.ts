import { AdaptiveConcurrency } from './adaptive-concurrency.js';
import { FirstTokenWait } from './first-token-wait.js';
import { RecentFirstTokens } from './recent-first-tokens.js';
import { RunningMean } from './running-mean.js';
import { SuccessWindow } from './success-window.js';

describe('first-token wait', () => {
  it('is the mean age of those without a token, by their size', () => {
    const wait = new FirstTokenWait();
    expect(wait.meanAgeMs(9000)).toBe(0);
    wait.enter(0, 1);
    wait.enter(4000, 2);
    expect(wait.meanAgeMs(10_000)).toBe((10_000 + 3000) / 2);
    wait.leave(0, 1);
    expect(wait.meanAgeMs(10_000)).toBe(3000);
    wait.leave(4000, 2);
    expect(wait.meanAgeMs(99_000)).toBe(0);
  });
});

describe('recent first tokens', () => {
  it('gives the 95th percentile from 20 samples on, and recounts once a second', () => {
    const recent = new RecentFirstTokens();
    for (let ms = 1; ms <= 19; ms++) recent.add(ms, 0);
    expect(recent.p95Ms(0)).toBeUndefined();
    recent.add(20, 0);
    expect(recent.p95Ms(0)).toBe(19);
    for (let ms = 1; ms <= 100; ms++) recent.add(ms * 10, 500);
    expect(recent.p95Ms(999)).toBe(19);
    expect(recent.p95Ms(1000)).toBe(950);
    expect([recent.quantileMs(0.9, 1000), recent.quantileMs(0.99, 1000)]).toEqual([900, 990]);
  });

  it('is stale after five minutes for those it shuts out, not for timeouts', () => {
    const recent = new RecentFirstTokens();
    for (let ms = 1; ms <= 20; ms++) recent.add(ms, 0);
    expect([recent.freshP95Ms(300_000), recent.freshP95Ms(300_001), recent.p95Ms(300_001)]).toEqual([
      19,
      undefined,
      19,
    ]);
  });
});

describe('success window', () => {
  it('counts five minutes, from ten outcomes on', () => {
    const window = new SuccessWindow();
    for (let n = 0; n < 9; n++) window.record(n > 2, 0);
    expect(window.rate(0)).toBeUndefined();
    window.record(true, 100_000);
    expect(window.rate(299_999)).toBe(0.7);
    expect(window.rate(300_000)).toBeUndefined();
    for (let n = 0; n < 10; n++) window.record(false, 2e6);
    expect(window.rate(2e6)).toBe(0);
  });
});

describe('adaptive concurrency', () => {
  it('grows by one per limit successes while half is used', () => {
    const adaptive = new AdaptiveConcurrency();
    for (let n = 0; n < 100; n++) adaptive.succeeded(7);
    expect(adaptive.limit).toBe(16);
    for (let n = 0; n < 16; n++) adaptive.succeeded(8);
    expect(adaptive.limit).toBe(17);
  });

  it('is cut by a tenth, once per first-token time, to no less than 1', () => {
    const adaptive = new AdaptiveConcurrency();
    adaptive.refused(0, 600);
    adaptive.refused(599, 600);
    expect(adaptive.limit).toBe(14);
    adaptive.refused(600, 600);
    expect(adaptive.limit).toBe(12);
    for (let n = 2; n < 60; n++) adaptive.refused(n * 1000, undefined);
    expect(adaptive.limit).toBe(1);
  });
});

describe('running mean', () => {
  it('is plain for twenty values, then moves by a twentieth', () => {
    const mean = new RunningMean();
    expect(mean.value).toBeUndefined();
    for (let value = 1; value <= 20; value++) mean.add(value);
    expect(mean.value).toBeCloseTo(10.5, 9);
    mean.add(30.5);
    expect(mean.value).toBeCloseTo(11.5, 9);
  });
});
