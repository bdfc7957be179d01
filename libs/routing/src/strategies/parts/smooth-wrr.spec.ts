import { seededRng } from '@fairlead/plugin-sdk';
import fc from 'fast-check';
import { candidate } from '../../testing/candidate.js';
import { SmoothWrr } from './smooth-wrr.js';

const zero = { float: () => 0 };

function sequence(turns: SmoothWrr, weights: Record<string, number>, length: number): string {
  const candidates = Object.entries(weights).map(([id, weight]) => candidate(id, { weight }));
  const all = candidates.map((_, index) => index);
  return Array.from({ length }, () => candidates[turns.pick(candidates, all)]!.id).join('');
}

describe('smooth weighted round robin', () => {
  it.each([
    [{ a: 5, b: 1, c: 1 }, 'aabacaa'],
    [{ a: 1, b: 1 }, 'abab'],
    [{ a: 0.5, b: 0.25, c: 0.25 }, 'abca'],
  ])('spreads %j from zero offsets as %s', (weights, expected) => {
    expect(sequence(new SmoothWrr(zero), weights as Record<string, number>, expected.length)).toBe(expected);
  });

  it('has no run above 3 at 70:20:10 and exact shares in 50 picks', () => {
    const drawn = sequence(new SmoothWrr(zero), { a: 70, b: 20, c: 10 }, 1000);
    expect(Math.max(...[...drawn.matchAll(/a+|b+|c+/g)].map(([run]) => run.length))).toBe(3);
    expect(drawn.slice(0, 50).replaceAll(/[^a]/g, '')).toHaveLength(35);
  });

  it('stays within two picks of the fair share at every step, from any start', () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(weights, fc.integer(), (drawn, seed) => {
        const candidates = drawn.map((weight, index) =>
          candidate(String.fromCharCode(97 + index), { weight }),
        );
        const all = drawn.map((_, index) => index);
        const total = drawn.reduce((sum, weight) => sum + weight, 0);
        const counts = drawn.map(() => 0);
        const turns = new SmoothWrr(seededRng(seed));
        for (let n = 1; n <= 300; n++) {
          counts[turns.pick(candidates, all)]!++;
          for (const [index, count] of counts.entries()) {
            if (Math.abs(count - (n * drawn[index]!) / total) >= 2) return false;
          }
        }
        return true;
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('gives a returning target no burst for its time away', () => {
    const turns = new SmoothWrr(zero);
    sequence(turns, { a: 1, b: 1, c: 1 }, 30);
    sequence(turns, { b: 1, c: 1 }, 300);
    expect(sequence(turns, { a: 1, b: 1, c: 1 }, 6).replaceAll(/[^a]/g, '').length).toBeLessThanOrEqual(3);
  });

  it('clamps credit to the sum of weights when a weight changes', () => {
    const turns = new SmoothWrr(zero);
    turns.restore({ a: [1e6, 7], b: [0, 7] });
    expect(sequence(turns, { a: 1, b: 1 }, 8)).toBe('aabababa');
  });

  it('begins differently with different seeds', () => {
    const firsts = new Set(
      Array.from({ length: 20 }, (_, seed) =>
        sequence(new SmoothWrr(seededRng(seed)), { a: 1, b: 1, c: 1 }, 1),
      ),
    );
    expect(firsts.size).toBe(3);
  });

  it('continues after a snapshot where it stopped', () => {
    const first = new SmoothWrr(zero);
    sequence(first, { a: 5, b: 1, c: 1 }, 3);
    const second = new SmoothWrr(zero);
    second.restore(JSON.parse(JSON.stringify(first.snapshot())));
    expect(sequence(second, { a: 5, b: 1, c: 1 }, 4)).toBe('acaa');
  });
});
