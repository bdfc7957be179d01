import { pool, route, tier } from '../testing/plan.js';
import { ill, routingBench } from '../testing/routing-bench.js';

describe('limits per minute', () => {
  it.each([
    ['requests', { requestsPerMinute: 2 }, 'rpm:2/2', 61_000],
    // 800 of the prompt and 300 of the answer each.
    ['tokens', { tokensPerMinute: 3000 }, 'tpm:3300>3000', 61_000],
    ['tokens, when the request alone is too large', { tokensPerMinute: 1000 }, 'tpm:1100>1000', undefined],
  ] as const)('of %s keep a target out until the minute has passed', (_name, limits, reason, untilMs) => {
    const plan = route([tier('main', pool('p', [{ id: 'a', ...limits }]))]);
    const bench = routingBench(plan);
    bench.clock.nowMs = 500;
    for (let choice = bench.decide().choice; choice; choice = bench.decide().choice)
      bench.begin(choice).end({ result: 'ok' });
    bench.clock.nowMs = 30_500;
    expect(bench.excluded()).toEqual({ a: reason });
    const { retryAfterMs } = bench.decide() as { retryAfterMs?: number };
    expect(retryAfterMs).toBe(untilMs && untilMs - 30_500);
    bench.clock.nowMs = 61_000;
    expect(bench.choose()).toBe(untilMs && 'a');
  });

  it.each([
    ['concurrency', { concurrency: 2 }, 'concurrency:2/2 (tier)'],
    ['requests', { requestsPerMinute: 2 }, 'rpm:2/2 (tier)'],
    ['tokens', { tokensPerMinute: 2500 }, 'tpm:3300>2500 (tier)'],
  ])('of %s are for all targets of a tier together', (_name, limits, reason) => {
    const first = { ...tier('first', pool('p', ['a', 'b'])), limits };
    const bench = routingBench(route([first, tier('second', pool('q', ['c', 'a']))]));
    const flights = ['first', 'first', 'second'].map((name) => {
      const { choice } = bench.decide();
      expect(choice?.tier.name).toBe(name);
      return bench.begin(choice);
    });
    expect(bench.decide().record.candidates.slice(0, 2)).toEqual([
      { id: 'a', tier: 'first', excluded: reason },
      { id: 'b', tier: 'first', excluded: reason },
    ]);
    for (const flight of flights) flight.end({ result: 'ok' });
    bench.clock.nowMs = 61_000;
    expect(bench.decide().choice?.tier.name).toBe('first');
  });

  it('panic keeps to them too', () => {
    const plan = route([tier('main', pool('p', [{ id: 'a', requestsPerMinute: 1 }, 'b']))], {
      panic: { mode: 'best_effort', concurrencyPerTarget: 9 },
    });
    const bench = routingBench(plan);
    for (const id of ['a', 'b']) bench.standings.set(id, ill('circuit', id === 'a' ? 1000 : 2000));
    const order = Array.from({ length: 3 }, () => {
      const { choice } = bench.decide();
      bench.begin(choice);
      return choice?.target.id;
    });
    expect(order).toEqual(['a', 'b', 'b']);
  });
});

describe('spill_at', () => {
  const two = [
    { id: 'a', concurrency: 2 },
    { id: 'b', concurrency: 2 },
  ];
  const spilling = (of: readonly (string | { id: string; concurrency: number })[]) =>
    routingBench(route([{ ...tier('own', pool('p', of)), spillAt: 0.75 }, tier('rented', pool('q', ['c']))]));
  const tiers = (bench: ReturnType<typeof spilling>, count: number): (string | undefined)[] =>
    Array.from({ length: count }, () => {
      const { choice } = bench.decide();
      if (choice) bench.begin(choice);
      return choice?.tier.name;
    });

  it('sends what comes to the next tier while the first is this full', () => {
    const bench = spilling(two);
    expect(tiers(bench, 5)).toEqual(['own', 'own', 'own', 'rented', 'rented']);
    expect(bench.decide().record.candidates.map(({ excluded }) => excluded)).toEqual([
      'spill:3/4',
      'concurrency:2/2',
      undefined,
    ]);
  });

  it('uses the full tier after all when the next has nobody', () => {
    const bench = spilling(two);
    bench.standings.set('c', ill('config'));
    expect(tiers(bench, 5)).toEqual(['own', 'own', 'own', 'own', undefined]);
  });

  it('means nothing where no target has a limit', () => {
    expect(tiers(spilling(['a', 'b']), 30)).toEqual(Array.from({ length: 30 }, () => 'own'));
  });
});
