import fc from 'fast-check';
import { TimeHistogram } from './time-histogram.js';

const times = fc.array(fc.double({ min: 1, max: 600_000, noNaN: true }), { minLength: 1, maxLength: 300 });

function filled(values: readonly number[]): TimeHistogram {
  const histogram = new TimeHistogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

describe('TimeHistogram', () => {
  it('knows any quantile to 2%', () => {
    fc.assert(
      fc.property(times, fc.constantFrom(0.5, 0.95, 0.99), (values, fraction) => {
        const sorted = [...values].sort((a, b) => a - b);
        const exact = sorted[Math.ceil(fraction * sorted.length - 1e-9) - 1]!;
        const read = filled(values).quantileMs(fraction)!;
        expect(read / exact).toBeGreaterThan(1 - 1e-9);
        expect(read / exact).toBeLessThan(1.02 + 1e-9);
      }),
    );
  });

  it('of a sum is that of all together', () => {
    fc.assert(
      fc.property(times, times, (a, b) => {
        const sum = filled(a);
        sum.addAll(filled(b));
        expect([sum.count, sum.quantileMs(0.95)]).toEqual([
          a.length + b.length,
          filled([...a, ...b]).quantileMs(0.95),
        ]);
      }),
    );
  });

  it('without times has no quantile', () => {
    expect(new TimeHistogram().quantileMs(0.95)).toBeUndefined();
  });
});
