import fc from 'fast-check';
import { OutcomeWindow } from './outcome-window.js';

describe('OutcomeWindow', () => {
  it.each([
    ['nothing', [], 0, { count: 0, failureRate: undefined }],
    ['one failure', [[0, false]], 0, { count: 1, failureRate: 1 }],
    [
      'half and half',
      [
        [0, true],
        [1000, false],
      ],
      1000,
      { count: 2, failureRate: 0.5 },
    ],
    ['just inside', [[0, false]], 59_999, { count: 1, failureRate: 1 }],
    ['rolled out', [[0, false]], 60_000, { count: 0, failureRate: undefined }],
    [
      'rolled out by a long silence',
      [
        [0, false],
        [5_000_000, true],
      ],
      5_000_000,
      { count: 1, failureRate: 0 },
    ],
  ] as [string, [number, boolean][], number, object][])('%s', (_name, outcomes, at, expected) => {
    const window = new OutcomeWindow(60_000);
    for (const [when, ok] of outcomes) window.record(ok, when);
    expect(window.read(at)).toEqual(expected);
  });

  it('counts exactly what lies in the last ten buckets, over 600 outcomes with gaps', () => {
    const gap = fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 0, max: 3000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 200_000 }) },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(gap, fc.boolean()), { minLength: 600, maxLength: 600 }), (steps) => {
        const window = new OutcomeWindow(60_000);
        const seen: [number, boolean][] = [];
        let now = 0;
        for (const [wait, ok] of steps) {
          now += wait;
          window.record(ok, now);
          seen.push([Math.floor(now / 6000), ok]);
        }
        const live = seen.filter(([bucket]) => bucket > Math.floor(now / 6000) - 10);
        const failed = live.filter(([, ok]) => !ok).length;
        expect(window.read(now)).toEqual({ count: live.length, failureRate: failed / live.length });
      }),
      { numRuns: 30 },
    );
  });
});
