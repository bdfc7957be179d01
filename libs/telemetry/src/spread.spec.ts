import fc from 'fast-check';
import { Spread } from './spread.js';

const SHAPE = { name: 's_seconds', help: 'h', labels: [], bounds: [0.1, 1, 10] };

describe('Spread', () => {
  it('counts a value in every bucket whose bound is at or above it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 1 }),
        async (seconds) => {
          const spread = new Spread(SHAPE);
          for (const value of seconds) spread.observe(value);
          for (const { metricName, labels, value } of (await spread.get()).values) {
            if (metricName !== 's_seconds_bucket') continue;
            const bound = labels['le'] === '+Inf' ? Infinity : Number(labels['le']);
            expect(value).toBe(seconds.filter((each) => each <= bound).length);
          }
        },
      ),
    );
  });

  it.each([NaN, -0.001, Infinity])('ignores %p, which is no duration', async (value) => {
    const spread = new Spread(SHAPE);
    spread.observe(value);
    expect((await spread.get()).values).toEqual([]);
  });
});
