import { sizeBucket, SizeFactors } from './size-factors.js';

it.each([
  [0, true, 0],
  [999, true, 0],
  [1000, true, 1],
  [31_999, true, 2],
  [32_000, true, 3],
  [128_000, true, 4],
  [1e7, true, 4],
  [0, false, 5],
  [128_000, false, 9],
])('%d tokens, streamed %s: bucket %d', (tokens, stream, bucket) => {
  expect(sizeBucket(tokens, stream)).toBe(bucket);
});

describe('size factors', () => {
  const fed = (...samples: [bucket: number, ms: number, times: number][]): SizeFactors => {
    const factors = new SizeFactors();
    for (const [bucket, ms, times] of samples) for (let n = 0; n < times; n++) factors.add(bucket, ms);
    return factors;
  };

  it.each([
    ['nothing known', fed(), 0, 1],
    ['one size only', fed([2, 5000, 40]), 2, 1],
    [
      'bucket mean by overall mean, with three samples of doubt',
      fed([0, 500, 9], [3, 5500, 1]),
      3,
      (5.5 + 3) / 4,
    ],
    ['the usual size is below 1', fed([0, 500, 9], [3, 5500, 1]), 0, (9 * 0.5 + 3) / 12],
    ['not below a quarter', fed([0, 1, 500], [4, 9000, 500]), 0, 0.25],
    ['not above twenty', fed([0, 1, 1900], [4, 1e6, 60]), 4, 20],
  ])('%s', (_name, factors, bucket, expected) => {
    expect(factors.factor(bucket)).toBeCloseTo(expected, 9);
  });
});
