import fc from 'fast-check';
import { formatUsd } from './format-usd.js';

describe('formatUsd', () => {
  it.each<[nano: number, text: string]>([
    [0, '0'],
    [1, '0.000000001'],
    [1_234_567, '0.001234567'],
    [100_000_000, '0.1'],
    [1_000_000_000, '1'],
    [-2_500_000_000, '-2.5'],
    [-1, '-0.000000001'],
    [9_007_199_254_740_991, '9007199.254740991'],
  ])('%d nano-dollars are %s', (nano, text) => {
    expect(formatUsd(nano)).toBe(text);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (nano) => {
        const [whole, fraction = ''] = formatUsd(Math.abs(nano)).split('.');
        expect(BigInt(whole + fraction.padEnd(9, '0'))).toBe(BigInt(Math.abs(nano)));
        expect(formatUsd(nano)).toMatch(/^-?\d+(?:\.\d{0,8}[1-9])?$/);
      }),
    );
  });
});
