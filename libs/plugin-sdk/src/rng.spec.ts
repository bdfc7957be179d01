import fc from 'fast-check';
import type { Rng } from './ports.js';
import { hash32, seededRng } from './rng.js';

const draw = (rng: Rng, count: number): number[] => Array.from({ length: count }, () => rng.float());

describe('seededRng', () => {
  it('is mulberry32: a logged seed replays a decision in any release', () => {
    expect(draw(seededRng(1), 4)).toEqual([
      0.6270739405881613, 0.002735721180215478, 0.5274470399599522, 0.9810509674716741,
    ]);
  });

  it('stays in [0, 1) whatever the seed', () => {
    fc.assert(
      fc.property(fc.double(), (seed) => {
        for (const value of draw(seededRng(seed), 20)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(1);
        }
      }),
    );
  });

  it('spreads evenly', () => {
    const tenths = new Array<number>(10).fill(0);
    for (const value of draw(seededRng(7), 10_000)) tenths[Math.floor(value * 10)]! += 1;
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('forks by seed and label alone, however much was drawn before', () => {
    const used = seededRng(1);
    draw(used, 100);
    const expected = draw(seededRng(1).fork('pool'), 3);
    expect(draw(used.fork('pool'), 3)).toEqual(expected);
    expect(draw(seededRng(1).fork('other'), 3)).not.toEqual(expected);
    expect(draw(seededRng(2).fork('pool'), 3)).not.toEqual(expected);
  });

  it('is not moved on by its forks', () => {
    const rng = seededRng(1);
    draw(rng.fork('pool'), 10);
    expect(rng.float()).toBe(draw(seededRng(1), 1)[0]);
  });
});

describe('hash32', () => {
  it.each([
    ['', 2872998923],
    ['a', 444641715],
    ['Kråkøy 横浜', 1796097607],
  ])('of %j is the same in any release', (text, hash) => {
    expect(hash32(text)).toBe(hash);
  });

  it('tells neighbours apart', () => {
    const hashes = new Set(Array.from({ length: 10_000 }, (_, n) => hash32(`key-${n}`)));
    expect(hashes.size).toBeGreaterThan(9_990);
  });
});
