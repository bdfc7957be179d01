import { seededRng, type Candidate, type StrategyInstance } from '@fairlead/plugin-sdk';
import { candidate, instance, picks, someContext, someFacts } from '../../testing/candidate.js';
import { CostMix } from './cost-mix.js';

/** Requests in flight before the oldest one's actual cost is known. */
const LAG = 20;

interface Spent {
  readonly usd: Map<string, number>;
  readonly requests: Map<string, number>;
  readonly tokens: number;
}

/** 10 requests a second; what each really costs differs from the estimate by a seeded factor in [0.5, 2). */
function spend(strategy: StrategyInstance, clock: { nowMs: number }, prices: Record<string, number>): Spent {
  const chance = seededRng(21);
  const spent = { usd: new Map<string, number>(), requests: new Map<string, number>(), tokens: 0 };
  const open: { picked: Candidate; tokens: number }[] = [];
  for (let n = 0; n < 2000; n++) {
    clock.nowMs += 100;
    const candidates = Object.entries(prices).map(([id, perToken]) =>
      candidate(id, { costNanoUsd: perToken * (800 + 300) }),
    );
    const picked = candidates[strategy.pick(candidates, someFacts)!.index!]!;
    strategy.onStart?.(picked, someFacts);
    open.push({ picked, tokens: 800 + 300 * (0.5 + 1.5 * chance.float()) });
    spent.requests.set(picked.id, (spent.requests.get(picked.id) ?? 0) + 1);
    if (open.length <= LAG) continue;
    const { picked: ended, tokens } = open.shift()!;
    const costNanoUsd = tokens * prices[ended.id]!;
    const usage = { input: 800, output: tokens - 800 };
    strategy.onEnd?.(ended, { result: 'ok', durationMs: 2000, usage, costNanoUsd });
    spent.usd.set(ended.id, (spent.usd.get(ended.id) ?? 0) + costNanoUsd);
    spent.tokens += tokens;
  }
  return spent;
}

const share = (amounts: Map<string, number>, id: string): number =>
  amounts.get(id)! / [...amounts.values()].reduce((sum, amount) => sum + amount, 0);

describe('cost_mix', () => {
  it('request_share: 70/30 of requests is 23/77 of the money at an eightfold price', () => {
    const context = someContext();
    const strategy = instance(new CostMix(), { mode: 'request_share' }, context);
    const candidates = [candidate('a', { weight: 70 }), candidate('b', { weight: 30 })];
    const ids = picks(strategy, candidates, 1000);
    const a = ids.filter((id) => id === 'a').length;
    expect(a).toBe(700);
    expect(a / (a + (1000 - a) * 8)).toBeCloseTo(0.226, 3);
  });

  it('price_weighted: twice the price gets a quarter of the turns', () => {
    const strategy = instance(new CostMix(), { mode: 'price_weighted' });
    const candidates = [candidate('a', { costNanoUsd: 200 }), candidate('b', { costNanoUsd: 100 })];
    expect(picks(strategy, candidates, 5).join('')).toBe('bbabb');
    const pick = strategy.pick(candidates, someFacts);
    expect(pick && 'parts' in pick && pick.parts).toEqual([
      { cost_nano_usd: 200, weight_by_price: 0.25 },
      { cost_nano_usd: 100, weight_by_price: 1 },
    ]);
  });

  it('price_weighted: a free target beats every price', () => {
    const strategy = instance(new CostMix(), { mode: 'price_weighted' });
    const candidates = [candidate('a', { costNanoUsd: 1e6 }), candidate('b', { costNanoUsd: 0 })];
    expect(picks(strategy, candidates, 50).join('')).toBe('b'.repeat(50));
  });

  it.each([
    [1, 1],
    [7, 3],
    [1, 9],
  ])('spend_share: money splits %d:%d within 1%% at an eightfold price', (a, b) => {
    const context = someContext();
    const strategy = instance(new CostMix(), { mode: 'spend_share' }, context);
    const weighted: StrategyInstance = {
      ...strategy,
      pick: (candidates, facts) => {
        for (const each of candidates) Object.assign(each, { weight: each.id === 'a' ? a : b });
        return strategy.pick(candidates, facts);
      },
      onStart: (picked, facts) => strategy.onStart?.(picked, facts),
      onEnd: (picked, outcome) => strategy.onEnd?.(picked, outcome),
    };
    const spent = spend(weighted, context.clock, { a: 1000, b: 8000 });
    expect(Math.abs(share(spent.usd, 'a') - a / (a + b))).toBeLessThan(0.01);
  });

  it('spend_share: who was away starts level, without a burst to catch up', () => {
    const strategy = instance(new CostMix(), { mode: 'spend_share' });
    const a = (): Candidate => candidate('a', { costNanoUsd: 100 });
    const b = (): Candidate => candidate('b', { costNanoUsd: 100 });
    const run = (eligible: () => Candidate[], count: number): string =>
      Array.from({ length: count }, () => {
        const candidates = eligible();
        const picked = candidates[strategy.pick(candidates, someFacts)!.index!]!;
        strategy.onStart!(picked, someFacts);
        return picked.id;
      }).join('');
    expect(run(() => [a(), b()], 4)).toBe('abab');
    expect(run(() => [b()], 50)).toBe('b'.repeat(50));
    expect(run(() => [a(), b()], 4)).toBe('abab');
  });

  it('spend_share: a failure costs nothing, and half of a debt is gone after the window', () => {
    const context = someContext();
    const strategy = instance(new CostMix(), { mode: 'spend_share', window: '1h' }, context);
    const [a, b] = [candidate('a', { costNanoUsd: 100 }), candidate('b', { costNanoUsd: 100, weight: 2 })];
    strategy.pick([a, b], someFacts);
    strategy.onStart!(a, someFacts);
    strategy.onStart!(b, someFacts);
    expect(strategy.snapshot!()).toEqual({ debts: { a: 100, b: 50 }, away: [] });
    context.clock.nowMs = 3_600_000;
    expect(strategy.snapshot!()).toEqual({ debts: { a: 50, b: 25 }, away: [] });
    strategy.onEnd!(a, { result: 'server_error', durationMs: 0 });
    strategy.onEnd!(b, { result: 'ok', durationMs: 0, costNanoUsd: 300 });
    expect(strategy.snapshot!()).toEqual({ debts: { a: 0, b: 75 }, away: [] });
  });

  it.each([0.6, 1, 2, 4])('blended_ceiling: %d $/Mtok is reached within 2%%, best first', (ceiling) => {
    const context = someContext();
    const options = { mode: 'blended_ceiling', ceiling_usd_per_mtok: ceiling, prefer: ['c', 'b', 'a'] };
    const spent = spend(instance(new CostMix(), options, context), context.clock, {
      a: 400,
      b: 2000,
      c: 8000,
    });
    const total = [...spent.usd.values()].reduce((sum, usd) => sum + usd, 0);
    expect(Math.abs(total / spent.tokens / 1000 / ceiling - 1)).toBeLessThan(0.02);
  });

  it('blended_ceiling: takes the first of prefer while the ceiling allows it, file order without prefer', () => {
    const candidates = [candidate('a', { costNanoUsd: 100 }), candidate('b', { costNanoUsd: 50 })];
    const at = (usd: number, prefer: string[]): string =>
      picks(
        instance(new CostMix(), { mode: 'blended_ceiling', ceiling_usd_per_mtok: usd, prefer }),
        candidates,
        1,
      )[0]!;
    expect([at(9, ['b']), at(9, []), at(0.00001, ['a'])]).toEqual(['b', 'a', 'b']);
  });
});
