import type { TokenPrices, TokenUsage } from '@fairlead/plugin-sdk';
import fc from 'fast-check';
import { costOf } from './cost-of.js';

const gpt41 = { input: 2, output: 8, cacheRead: 0.5 };
const written = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 };

describe('costOf', () => {
  it.each<[what: string, prices: Parameters<typeof costOf>[1], usage: TokenUsage, nano: number | undefined]>([
    ['both sides', gpt41, { input: 10_000, output: 300 }, 22_400_000],
    ['a cache read', gpt41, { input: 10_000, cacheRead: 8_000, output: 300 }, 10_400_000],
    ['a write and a read', written, { input: 10, cacheWrite: 4, cacheRead: 5, output: 2 }, 49_500],
    [
      'a write for an hour',
      { ...written, cacheWrite1h: 6 },
      { input: 10, cacheWrite: 4, cacheWrite1h: 3 },
      39_750,
    ],
    ['a write for an hour, priced as any', written, { input: 4, cacheWrite: 4, cacheWrite1h: 3 }, 15_000],
    ['a write at the price of input', gpt41, { input: 10, cacheWrite: 4, output: 0 }, 20_000],
    ['a read at the price of input', { input: 2, output: 8 }, { input: 10, cacheRead: 9 }, 20_000],
    ['reasoning as part of output', gpt41, { input: 0, output: 100, reasoning: 90 }, 800_000],
    ['audio at its own price', { input: 1, inputAudio: 10, output: 2 }, { input: 10, inputAudio: 4 }, 46_000],
    ['audio at the price of text', gpt41, { input: 10, inputAudio: 4 }, 20_000],
    ['spoken output', { output: 2, outputAudio: 20 }, { output: 10, outputAudio: 4 }, 92_000],
    ['an embedding', { input: 0.02, output: 0 }, { input: 7 }, 140],
    ['a price per request', { input: 1, output: 1, request: 0.005 }, { input: 1, output: 0 }, 5_001_000],
    ['a model that is free', { input: 0, output: 0 }, { input: 500, output: 500 }, 0],
    ['half a nano-dollar up', { input: 0.0025, output: 0 }, { input: 1 }, 3],
    ['less than half of one down', { input: 0.0024, output: 0 }, { input: 1 }, 2],
    ['more cache reads than input', gpt41, { input: 5, cacheRead: 8, output: 0 }, 4_000],
    ['no side at all', gpt41, {}, undefined],
    ['parts of an unknown side', gpt41, { cacheRead: 5 }, undefined],
    ['output without a price', { input: 0.13 }, { input: 5, output: 1 }, undefined],
    ['no output where it has no price', { input: 0.13 }, { input: 5, output: 0 }, 650],
    ['input without a price', { output: 1 }, { input: 5, output: 1 }, undefined],
  ])('prices %s', (_what, prices, usage, nano) => {
    expect(costOf(usage, prices)).toBe(nano);
  });

  const usages = fc
    .record({ read: tokens(), write: tokens(), plain: tokens(), output: tokens() })
    .map(({ read, write, plain, output }) => ({
      input: read + write + plain,
      cacheRead: read,
      cacheWrite: write,
      output,
    }));
  const prices: fc.Arbitrary<TokenPrices> = fc.record({
    input: price(),
    output: price(),
    cacheRead: price(),
    cacheWrite: price(),
  });

  it('adds up, but for the rounding', () => {
    fc.assert(
      fc.property(prices, usages, usages, (at, a, b) => {
        const together = {
          input: a.input + b.input,
          cacheRead: a.cacheRead + b.cacheRead,
          cacheWrite: a.cacheWrite + b.cacheWrite,
          output: a.output + b.output,
        };
        const apart = costOf(a, at)! + costOf(b, at)!;
        expect(Math.abs(costOf(together, at)! - apart)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never falls when a class has more tokens, and is a whole number', () => {
    fc.assert(
      fc.property(prices, usages, tokens(), (at, usage, more) => {
        const cost = costOf(usage, at)!;
        expect(Number.isSafeInteger(cost)).toBe(true);
        expect(costOf({ ...usage, output: usage.output + more }, at)).toBeGreaterThanOrEqual(cost);
        expect(costOf({ ...usage, input: usage.input + more }, at)).toBeGreaterThanOrEqual(cost);
      }),
    );
  });
});

function tokens(): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 2_000_000 });
}

/** Up to 200 USD per million tokens, in the ten-thousandths that vendors print. */
function price(): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 2_000_000 }).map((tenThousandths) => tenThousandths / 10_000);
}
