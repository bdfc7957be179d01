import { noConfig, type StrategyInstance } from '@fairlead/plugin-sdk';
import { someFacts } from '../testing/candidate.js';
import { pool, route, tier } from '../testing/plan.js';
import { ill, routingBench } from '../testing/routing-bench.js';
import type { AttemptHistory } from './decision.js';

const tiered = route([
  tier('main', pool('p1', ['a', 'b'])),
  tier('relay', pool('p2', ['c'])),
  tier('long', pool('p3', ['d']), true),
  tier('last', pool('p4', ['e'])),
]);

describe('tiers', () => {
  /** Who is ill, and the history → the tier. */
  const ORDER: readonly [ill: string, history: Partial<AttemptHistory>, tier: string | undefined][] = [
    ['', {}, 'main'],
    ['a', {}, 'main'],
    ['ab', {}, 'relay'],
    ['abc', {}, 'last'],
    ['', { tried: new Set(['a', 'b']) }, 'relay'],
    ['', { tier: 'long' }, 'long'],
    ['d', { tier: 'long' }, 'last'],
    ['', { tier: 'nowhere' }, undefined],
    ['', { afterTier: 'main' }, 'relay'],
    ['', { afterTier: 'relay' }, 'last'],
    ['', { afterTier: 'last' }, undefined],
    ['', { tier: 'long', afterTier: 'long' }, 'last'],
  ];
  it.each(ORDER)('%j ill, %j: %s', (out, history, expected) => {
    const bench = routingBench(tiered);
    for (const id of out) bench.standings.set(id, ill('config'));
    expect(bench.decide(history).choice?.tier.name).toBe(expected);
  });

  it('passes a tier whose strategy refuses everyone, and says why', () => {
    const cheap = pool('p1', ['a'], { type: 'lowest_cost' });
    const bench = routingBench(route([tier('main', cheap), tier('relay', pool('p2', ['b']))]));
    expect(bench.decide().record).toEqual({
      route: 'r',
      tier: 'relay',
      chosen: 'b',
      draws: [expect.any(Number)],
      reason: 'strategy:weighted_round_robin',
      candidates: [
        { id: 'a', tier: 'main', excluded: 'price:unknown' },
        { id: 'b', tier: 'relay', weight: 1 },
      ],
    });
  });
});

describe('the decision record', () => {
  it('holds the score’s parts as they were, whenever it is read', () => {
    const bench = routingBench(route([tier('main', pool('p', ['a', 'b'], { type: 'least_conn' }))]));
    const decision = bench.decide();
    bench.begin(decision.choice);
    const parts = { score: 1, load: 0, phantom: 0, failures: 1 };
    expect(decision.record.candidates).toEqual([
      { id: 'a', tier: 'main', weight: 1, parts },
      { id: 'b', tier: 'main', weight: 1, parts },
    ]);
  });
});

describe('a route with one target', () => {
  const one = pool('p', ['a']);
  it.each([
    ['tries it although its circuit is open', route([tier('main', one)]), 'circuit', 'a'],
    ['not although its key is wrong', route([tier('main', one)]), 'config', undefined],
    ['counts only configured ones', route([tier('main', pool('p', ['a', 'unset']))]), 'circuit', 'a'],
    [
      'enforces the circuit where asked to',
      route([tier('main', pool('p', ['a'], undefined, { enforceSingle: true }))]),
      'circuit',
      undefined,
    ],
  ] as const)('%s', (_name, plan, condition, expected) => {
    const bench = routingBench(plan, { unset: { unconfigured: 'api_key' } });
    bench.standings.set('a', ill(condition));
    const decision = bench.decide({ noPanic: true });
    expect(decision.choice?.target.id).toBe(expected);
  });
});

describe('panic', () => {
  const panicked = (
    history: Partial<AttemptHistory> = {},
    mode: 'best_effort' | 'fail_fast' = 'best_effort',
  ) => {
    const bench = routingBench(route(tiered.tiers, { panic: { mode, concurrencyPerTarget: 2 } }));
    bench.standings.set('a', ill('circuit', 20_000, 1));
    bench.standings.set('b', ill('circuit', 10_000, 3));
    bench.standings.set('c', ill('circuit', 10_000, 2));
    bench.standings.set('e', ill('config', 5000));
    return { bench, decision: bench.decide(history) };
  };

  it('takes the soonest due of the lowest level, whatever the tier', () => {
    const { decision } = panicked();
    expect(decision.choice).toMatchObject({ target: { id: 'c' }, tier: { name: 'relay' }, panic: true });
    expect(decision.record).toMatchObject({ reason: 'panic', panic: true, chosen: 'c', tier: 'relay' });
  });

  it('keeps two in flight per target at most', () => {
    const { bench } = panicked();
    const order = Array.from({ length: 7 }, () => {
      const { choice } = bench.decide();
      if (choice) bench.begin(choice);
      return choice?.target.id;
    });
    expect(order).toEqual(['c', 'c', 'b', 'b', 'a', 'a', undefined]);
  });

  it.each([
    ['after a first attempt', { tried: new Set(['x']) }, 'best_effort'],
    ['when the request must not', { noPanic: true }, 'best_effort'],
    ['when the route would rather fail', {}, 'fail_fast'],
  ] as const)('does not %s', (_name, history, mode) => {
    expect(panicked(history, mode).decision.choice).toBeUndefined();
  });
});

describe('no target', () => {
  it.each([
    ['soonest end of anything', { a: ill('quota', 9000), b: ill('circuit', 4000) }, 4000, false],
    ['only quota', { a: ill('quota', 9000), b: ill('quota', 12_000) }, 9000, true],
    ['not below a second', { a: ill('quota', 5), b: ill('quota', 12_000) }, 1000, true],
    ['not above a minute', { a: ill('quota', 9e6), b: ill('quota', 9e6) }, 60_000, true],
    ['nothing ends by itself', { a: ill('config'), b: ill('admin') }, undefined, false],
  ] as const)('%s', (_name, standings, retryAfterMs, onlyQuota) => {
    const bench = routingBench(route([tier('main', pool('p', ['a', 'b']))]));
    for (const [id, standing] of Object.entries(standings)) bench.standings.set(id, standing);
    const decision = bench.decide({ noPanic: true });
    expect(decision).toMatchObject({ choice: undefined, onlyQuota });
    expect('retryAfterMs' in decision ? decision.retryAfterMs : undefined).toBe(retryAfterMs);
    expect(decision.record.reason).toBe('no_target');
  });

  it('sees the quota of what this request has tried itself', () => {
    const bench = routingBench(route([tier('main', pool('p', ['a']))]));
    bench.standings.set('a', ill('quota', 9000));
    expect(bench.decide({ tried: new Set(['a']) })).toMatchObject({ onlyQuota: true, retryAfterMs: 9000 });
    bench.standings.clear();
    expect(bench.decide({ tried: new Set(['a']) })).toMatchObject({ onlyQuota: false });
  });
});

describe('a flight', () => {
  it('tells load, health and strategy once', () => {
    const bench = routingBench(route([tier('main', pool('p', ['a']))]));
    const flight = bench.begin(bench.decide().choice);
    flight.firstToken();
    flight.end({ result: 'server_error', retryAfterMs: 10, uncharged: true });
    flight.end({ result: 'ok', usage: { input: 1, output: 2 } });
    bench.begin(bench.decide().choice).end({ result: 'ok', usage: { input: 1, output: 2 } });
    expect(bench.settled).toEqual([
      ['a', { tokens: 1100 }, { result: 'server_error', retryAfterMs: 10, uncharged: true }, undefined],
      ['a', { tokens: 1100 }, { result: 'ok' }, { tokens: 3 }],
    ]);
    expect(bench.load.target('a').inflight).toBe(0);
  });

  it('has an automatic first-token timeout', () => {
    const bench = routingBench(route([tier('main', pool('p', ['a']))]));
    const { choice } = bench.decide();
    expect(bench.router.firstTokenTimeoutMs(choice!, someFacts)).toBe(60_000);
  });
});

describe('strategies', () => {
  const strange = (instance: StrategyInstance) =>
    new Map([['strange', { options: noConfig, create: () => instance }]]);
  const plan = route([tier('main', pool('p', ['a', { id: 'b', weight: 2 }], { type: 'strange' }))]);

  it.each([
    [
      'throws',
      () => {
        throw new Error('oops');
      },
    ],
    ['picks what it was not given', () => ({ index: 7 })],
  ])('one that %s costs its turn, not the request', (_name, pick) => {
    const errors: unknown[] = [];
    const strategies = strange({ pick });
    const bench = routingBench(plan, {}, { strategies, onStrategyError: (error) => errors.push(error) });
    expect(bench.choose()).toBe('b');
    expect(errors).toHaveLength(1);
  });

  it('one that fails at the end does not keep what the attempt held', () => {
    const fail = (): never => {
      throw new Error('oops');
    };
    const strategies = strange({ pick: () => ({ index: 0 }), onStart: fail, onEnd: fail });
    const bench = routingBench(plan, {}, { strategies });
    bench.begin(bench.decide().choice).end({ result: 'ok' });
    expect(bench.load.target('a').inflight).toBe(0);
    expect(bench.settled).toHaveLength(1);
  });

  it('one that cannot tell what it knows begins anew, and stops no reload', () => {
    const snapshot = (): never => {
      throw new Error('oops');
    };
    const strategies = strange({ pick: () => ({ index: 0 }), snapshot });
    const errors: unknown[] = [];
    const bench = routingBench(plan, {}, { strategies, onStrategyError: (error) => errors.push(error) });
    bench.choose();
    expect(bench.router.snapshot()).toEqual({ p: { type: 'strange', state: undefined } });
    expect(errors).toHaveLength(1);
  });

  it('one that nobody provides is an error that names pool and strategy', () => {
    const bench = routingBench(plan);
    expect(() => bench.choose()).toThrow('pool "p" asks for the strategy "strange"');
  });

  it('keep what they know over a reload, by pool, unless the strategy changed', () => {
    const plan = route([tier('main', pool('p', [{ id: 'a', weight: 5 }, 'b', 'c']))]);
    const first = routingBench(plan);
    const before = Array.from({ length: 3 }, () => first.choose());
    const second = routingBench(plan);
    second.router.restore(JSON.parse(JSON.stringify(first.router.snapshot())));
    const after = Array.from({ length: 4 }, () => second.choose());
    const whole = routingBench(plan);
    expect([...before, ...after]).toEqual(Array.from({ length: 7 }, () => whole.choose()));
    const changed = routingBench(plan);
    changed.router.restore({ p: { type: 'latency', state: { b: 99 } } });
    expect(changed.router.snapshot()).toEqual({ p: { type: 'latency', state: { b: 99 } } });
    expect(changed.choose()).toBe(before[0]);
  });
});
