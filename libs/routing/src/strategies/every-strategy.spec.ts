import { seededRng, type Candidate, type StrategyInstance } from '@fairlead/plugin-sdk';
import fc from 'fast-check';
import { instance, someContext, someFacts } from '../testing/candidate.js';
import { STRATEGIES } from '../testing/every-strategy.js';
import { builtInStrategies, strategiesByName } from './built-in.js';
import { RoutingStrategy, strategyName } from './routing-strategy.js';

const strategies = strategiesByName();

const measured = (id: string, position: number): fc.Arbitrary<Candidate> =>
  fc
    .record(
      {
        weight: fc.double({ min: 0.01, max: 10, noNaN: true }),
        inflight: fc.nat(50),
        inflightTokens: fc.nat(20_000),
        phantom: fc.double({ min: 0, max: 20, noNaN: true }),
        failureRate: fc.double({ min: 0, max: 1, noNaN: true }),
        concurrency: fc.integer({ min: 1, max: 512 }),
        firstTokenMs: fc.double({ min: 0, max: 60_000, noNaN: true }),
        perTokenMs: fc.double({ min: 0, max: 100, noNaN: true }),
        costNanoUsd: fc.nat(1e9),
        successRate: fc.double({ min: 0, max: 1, noNaN: true }),
        firstTokenP95Ms: fc.nat(60_000),
      },
      { requiredKeys: ['weight', 'inflight', 'inflightTokens', 'phantom', 'failureRate'] },
    )
    .map((known) => ({ id, position, expectedOutputTokens: 300, ...known }));

const pool = fc
  .integer({ min: 1, max: 12 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => measured(`t${index}`, index))));

/** Picks through a tape of changing eligibility, with starts, ends and time in between; the ids picked. */
function play(type: string, options: object, candidates: readonly Candidate[], seed: number): string[] {
  const context = someContext(seed);
  const strategy = instance(strategies.get(type)!, options, context);
  const chance = seededRng(seed).fork('tape');
  return Array.from({ length: 60 }, () => {
    context.clock.nowMs += chance.float() * 20_000;
    const some = candidates.filter(() => chance.float() < 0.7);
    const eligible = (some.length > 0 ? some : candidates).map((candidate) => ({ ...candidate }));
    const pick = strategy.pick(eligible, someFacts);
    if (pick?.index === undefined) {
      expect(Object.keys(pick?.excluded ?? {})).toHaveLength(eligible.length);
      return '-';
    }
    const picked = eligible[pick.index];
    expect(picked).toBeDefined();
    expect(pick.excluded?.[pick.index]).toBeUndefined();
    for (const parts of pick.parts ?? []) expect(Object.values(parts).every(Number.isFinite)).toBe(true);
    strategy.onStart?.(picked!, someFacts);
    if (chance.float() < 0.9) {
      strategy.onEnd?.(picked!, { result: chance.float() < 0.8 ? 'ok' : 'server_error', durationMs: 1000 });
    }
    return picked!.id;
  });
}

describe.each(STRATEGIES)('%s %j', (type, options, needsPrice) => {
  it('picks only what it was given, the same way for the same seed', () => {
    fc.assert(
      fc.property(pool, fc.nat(), (candidates, seed) => {
        const ids = play(type, options, candidates, seed);
        expect(play(type, options, candidates, seed)).toEqual(ids);
      }),
      { numRuns: 15, seed: 11 },
    );
  });

  it(needsPrice ? 'refuses a target of unknown price' : 'needs no price', () => {
    const strategy = instance(strategies.get(type)!, options);
    const [unpriced] = fc.sample(measured('t0', 0), { numRuns: 1, seed: 3 });
    const { costNanoUsd: _, ...rest } = unpriced!;
    const pick = strategy.pick([rest], someFacts);
    if (needsPrice) expect(pick).toEqual({ excluded: { 0: 'price:unknown' } });
    else expect(pick?.index).toBe(0);
  });

  it('takes its snapshot back as JSON, and survives a strange one', () => {
    const context = someContext(5);
    const first = instance(strategies.get(type)!, options, context);
    const candidates = fc.sample(pool, { numRuns: 1, seed: 9 })[0]!;
    first.pick(candidates, someFacts);
    const state: unknown = JSON.parse(JSON.stringify(first.snapshot?.() ?? null));
    const second = instance(strategies.get(type)!, options, context);
    second.restore?.(state);
    expect(JSON.stringify(second.snapshot?.() ?? null)).toBe(JSON.stringify(state));
    for (const strange of [undefined, null, 'x', { t0: 'x' }, []]) second.restore?.(strange);
    expect(second.pick(candidates, someFacts)).toBeDefined();
  });
});

describe('the registry', () => {
  it('names the built-in strategies', () => {
    expect([...strategies.keys()]).toEqual([
      'weighted_round_robin',
      'least_conn',
      'latency',
      'lowest_cost',
      'cost_mix',
      'composite',
      'random',
    ]);
  });

  it('refuses an unmarked class and a taken name', () => {
    class Unmarked {
      readonly options = strategies.get('random')!.options;
      create = (): StrategyInstance => ({ pick: () => undefined });
    }
    expect(strategyName(Unmarked)).toBeUndefined();
    expect(() => strategiesByName([Unmarked])).toThrow('@RoutingStrategy');
    RoutingStrategy('random')(Unmarked);
    expect(() => strategiesByName([...builtInStrategies, Unmarked])).toThrow('"random"');
  });
});
