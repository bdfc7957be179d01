import { flatQuote } from './price-quote.js';
import { savedNanoUsd } from './savings.js';

const usage = { input: 1000, output: 100 };
const dear = flatQuote('policy', { input: 2, output: 8 });
const cheap = flatQuote('policy', { input: 0.1, output: 0.4 });

describe('savedNanoUsd', () => {
  it.each([
    ['saved', cheap, dear, 2_660_000],
    ['spent on top', dear, cheap, -2_660_000],
    ['nothing either way', dear, dear, 0],
  ])('tells what was %s', (_what, actual, baseline, saved) => {
    expect(savedNanoUsd(actual.costNanoUsd(usage)!, baseline, usage)).toBe(saved);
  });

  it('does not guess what the baseline would have cost', () => {
    expect(savedNanoUsd(5, { source: 'table', costNanoUsd: () => undefined }, usage)).toBeUndefined();
  });
});
