import fc from 'fast-check';
import { QuotaRecord } from './quota-record.js';
import { fixedRng } from './testing/manual-clock.js';

const reading = (remaining: number, resetInMs = 60_000) => ({
  dimension: 'requests' as const,
  limit: 100,
  remaining,
  resetInMs,
});

describe('QuotaRecord', () => {
  it.each([
    ['nothing known', [], 0, 1, undefined],
    ['plenty left', [reading(90)], 0, 1, undefined],
    ['15% left is still the whole weight', [reading(15)], 0, 1, undefined],
    ['7.5% left is half', [reading(7.5)], 0, 0.5, undefined],
    ['nearly nothing keeps a foot in the door', [reading(0.2)], 0, 0.05, 60_000],
    ['nothing left blocks until the reset', [reading(0)], 0, 0.05, 60_000],
    ['it refills in a straight line', [reading(0)], 30_000, 1, undefined],
    ['an old reading says nothing', [reading(0, 1000)], 2001, 1, undefined],
  ] as [string, ReturnType<typeof reading>[], number, number, number | undefined][])(
    '%s',
    (_name, readings, at, factor, until) => {
      const quota = new QuotaRecord(fixedRng());
      quota.observe(readings, 0);
      expect([quota.factor(at), quota.blockedUntilMs(at)]).toEqual([factor, until]);
    },
  );

  it.each([
    ['the hint', 7000, [], 7000],
    [
      'the reset of the dimension that ran out',
      undefined,
      [reading(0, 12_000), { ...reading(50, 50_000), dimension: 'tokens' as const }],
      12_000,
    ],
    ['a jittered second', undefined, [], 500],
  ] as [string, number | undefined, ReturnType<typeof reading>[], number][])(
    'a 429 blocks for %s',
    (_name, hint, readings, until) => {
      const quota = new QuotaRecord(fixedRng());
      quota.observe(readings, 0);
      quota.refused(0, hint, 0);
      expect(quota.blockedUntilMs(0)).toBe(until);
    },
  );

  it('429s without a hint wait for longer each time, and calm down by the minute', () => {
    const quota = new QuotaRecord(fixedRng());
    const wait = (at: number) => {
      quota.refused(at, undefined, at);
      return quota.blockedUntilMs(at)! - at;
    };
    expect([wait(0), wait(1000), wait(5000), wait(200_000)]).toEqual([500, 1000, 2000, 500]);
  });

  it('reservations that are settled leave nothing behind', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { maxLength: 50 }), (reservations) => {
        const quota = new QuotaRecord(fixedRng());
        const tokens = { dimension: 'tokens' as const, limit: 100_000, remaining: 50_000, resetInMs: 60_000 };
        quota.observe([tokens], 0);
        const held = reservations.map((tokens) => [quota.reserve(tokens, 0), tokens] as const);
        for (const [reservation, tokens] of held) quota.correct(reservation, tokens);
        expect(quota.headroom(0)).toEqual({ tokens: 0.5 });
      }),
    );
  });

  it.each([
    ['later', 1],
    ['within the same millisecond', 0],
  ])('a reading that came in between, %s, is not corrected again', (_name, at) => {
    const quota = new QuotaRecord(fixedRng());
    const tokens = { dimension: 'tokens' as const, limit: 1000, resetInMs: 1e9 };
    quota.observe([{ ...tokens, remaining: 1000 }], 0);
    const reservation = quota.reserve(600, 0);
    quota.observe([{ ...tokens, remaining: 900 }], at);
    quota.correct(reservation, 500);
    expect(quota.headroom(at)).toEqual({ tokens: 0.9 });
  });

  it('a place among the concurrent ones comes back', () => {
    const quota = new QuotaRecord(fixedRng());
    quota.observe([{ dimension: 'concurrent', limit: 2, remaining: 1, resetInMs: 60_000 }], 0);
    const reservation = quota.reserve(0, 0);
    expect(quota.blockedUntilMs(0)).toBe(60_000);
    quota.correct(reservation, 0);
    expect(quota.blockedUntilMs(0)).toBeUndefined();
  });

  it('what is taken shortly before the reset counts in full', () => {
    const quota = new QuotaRecord(fixedRng());
    quota.observe([reading(0)], 0);
    for (let i = 0; i < 89; i++) quota.reserve(0, 0);
    expect(quota.blockedUntilMs(54_000)).toBeUndefined();
    quota.reserve(0, 54_000);
    expect(quota.blockedUntilMs(54_000)).toBe(60_000);
  });

  it.each([
    ['the reading', 0, 60_000],
    ['the reset', 60_000, 120_000],
  ])('two requests cannot both take the last one after %s', (_name, at, until) => {
    const quota = new QuotaRecord(fixedRng());
    quota.observe([{ ...reading(1), limit: 1 }], 0);
    expect(quota.blockedUntilMs(at)).toBeUndefined();
    quota.reserve(10, at);
    expect(quota.blockedUntilMs(at)).toBe(until);
    expect(quota.blockedUntilMs(until)).toBeUndefined();
  });
});

describe('a reset', () => {
  const tokens = { dimension: 'tokens' as const, limit: 1000, remaining: 200, resetInMs: 60_000 };

  it('forgets what was taken before it, and the correction of that', () => {
    const quota = new QuotaRecord(fixedRng());
    quota.observe([tokens], 0);
    const before = quota.reserve(100, 0);
    expect(quota.headroom(60_000)).toEqual({ tokens: 1 });
    quota.reserve(500, 60_000);
    quota.correct(before, 100);
    expect(quota.headroom(60_000)).toEqual({ tokens: 0.5 });
  });

  it('leaves it to ourselves to count, until the reading is stale', () => {
    const quota = new QuotaRecord(fixedRng());
    quota.observe([tokens], 0);
    const after = quota.reserve(500, 60_000);
    expect(quota.headroom(119_999)).toEqual({ tokens: 0.5 });
    quota.correct(after, 400);
    expect(quota.headroom(119_999)).toEqual({ tokens: 0.9 });
    expect(quota.headroom(120_000)).toBeUndefined();
  });

  it('frees no place that a request still holds', () => {
    const quota = new QuotaRecord(fixedRng());
    quota.observe([{ dimension: 'concurrent', limit: 1, remaining: 1, resetInMs: 1000 }], 0);
    const held = quota.reserve(0, 0);
    expect(quota.blockedUntilMs(1500)).toBe(2000);
    quota.correct(held, 0);
    expect(quota.blockedUntilMs(1500)).toBeUndefined();
  });
});
