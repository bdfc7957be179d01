import fc from 'fast-check';
import { candidate } from '../testing/candidate.js';
import { pool } from '../testing/plan.js';
import { affinityPick } from './affinity-pick.js';
import { ranking } from './rendezvous.js';

const plan = {
  mode: 'prefer',
  key: { kind: 'tenant' },
  minPromptTokens: 0,
  ttlMs: 300_000,
  maxOverload: 1.25,
} as const;

const targets = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 8 });
const weighted = targets.chain((ids) =>
  fc
    .array(fc.integer({ min: 1, max: 9 }), { minLength: ids.length, maxLength: ids.length })
    .map((weights) => ids.map((id, index) => ({ id, weight: weights[index]! }))),
);
const KEYS = Array.from({ length: 200 }, (_, index) => `key-${index}`);

describe('the order of a key', () => {
  it('of a target that leaves or joins moves its own keys and no others', () => {
    fc.assert(
      fc.property(weighted, fc.nat(), (all, choice) => {
        const gone = all[choice % all.length]!;
        const rest = all.filter((target) => target !== gone);
        return KEYS.every((key) => {
          const order = ranking(key, all);
          const without = order.filter((target) => target !== gone);
          return ranking(key, rest).every((target, place) => target === without[place]);
        });
      }),
      { seed: 5 },
    );
  });

  it('gives each target keys by its weight', () => {
    const all = [
      { id: 'a/m', weight: 5 },
      { id: 'b/m', weight: 3 },
      { id: 'c/m', weight: 2 },
      { id: 'd/m', weight: 0 },
    ];
    const homes = Array.from({ length: 20_000 }, (_, index) => ranking(`key-${index}`, all)[0]!.id);
    const share = (id: string): number => homes.filter((home) => home === id).length / homes.length;
    expect(share('a/m')).toBeCloseTo(0.5, 1);
    expect(share('b/m')).toBeCloseTo(0.3, 1);
    expect(share('c/m')).toBeCloseTo(0.2, 1);
    expect(share('d/m')).toBe(0);
  });
});

describe('the pick', () => {
  const three = pool('p', ['a', 'b', 'c']);
  const [home, next, last] = ranking('k', three.targets).map(({ id }) => id) as [string, string, string];
  /** Inflight of those available → the seat → who, and why. */
  const WALKS: readonly [Record<string, number>, seat: string | undefined, string, number, string][] = [
    [{ [home]: 0, [next]: 0, [last]: 0 }, undefined, home, 1, 'home'],
    [{ [next]: 0, [last]: 0 }, undefined, next, 2, 'next'],
    [{ [home]: 0, [next]: 0, [last]: 0 }, last, last, 3, 'memory'],
    [{ [home]: 0, [next]: 0, [last]: 0 }, home, home, 1, 'home'],
    [{ [home]: 0, [next]: 0 }, last, home, 1, 'home'],
    // Mean 2: at most ⌈2.5⌉ + 1.
    [{ [home]: 4, [next]: 1, [last]: 1 }, undefined, home, 1, 'home'],
    [{ [home]: 5, [next]: 1, [last]: 0 }, undefined, next, 2, 'bounded'],
    [{ [home]: 0, [next]: 1, [last]: 5 }, last, home, 1, 'bounded'],
    [{ [home]: 90 }, undefined, home, 1, 'home'],
  ];
  it.each(WALKS)('%j, seat %s: %s is number %i, by %s', (inflight, seat, chosen, rank, by) => {
    const candidates = Object.entries(inflight).map(([id, count]) => candidate(id, { inflight: count }));
    const pick = affinityPick({ plan, key: 'k', pool: three, candidates, seat });
    expect(candidates[pick.index]!.id).toBe(chosen);
    expect(pick.affinity).toEqual({ key: 'k', rank, by });
  });
});
