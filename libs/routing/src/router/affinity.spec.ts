import type { AffinityPlan } from '@fairlead/policy';
import { pool, route, tier } from '../testing/plan.js';
import { ill, routingBench } from '../testing/routing-bench.js';

const plan: AffinityPlan = {
  mode: 'prefer',
  key: { kind: 'tenant' },
  minPromptTokens: 0,
  ttlMs: 60_000,
  maxOverload: 1.25,
};

function bench(changes: Partial<AffinityPlan> = {}) {
  const tiers = [tier('main', pool('p', ['a', 'b', 'c'])), tier('rest', pool('q', ['d']))];
  const it = routingBench(route(tiers, { affinity: { ...plan, ...changes } }));
  const ask = (key = 'k', history: object = {}): string | undefined => {
    const { choice } = it.decide({ affinityKey: key, ...history });
    if (choice === undefined) return undefined;
    const flight = it.begin(choice);
    flight.firstToken();
    flight.end({ result: 'ok' });
    return choice.target.id;
  };
  return { ...it, ask };
}

describe('affinity', () => {
  it('sends one key to one target, and says why', () => {
    const it = bench();
    const home = it.ask();
    for (let n = 0; n < 10; n++) expect(it.ask()).toBe(home);
    expect(it.decide({ affinityKey: 'k' }).record).toMatchObject({
      chosen: home,
      reason: 'affinity',
      affinity: { key: 'k', rank: 1, by: 'home' },
    });
    const all = new Set(Array.from({ length: 60 }, (_, n) => it.ask(`key-${n}`)));
    expect(all).toEqual(new Set(['a', 'b', 'c']));
  });

  it('leaves requests without a key to the strategy', () => {
    expect(bench().decide().record).toMatchObject({ reason: 'strategy:weighted_round_robin' });
  });

  it('stays where it failed over to for the time to live, and then goes home', () => {
    const it = bench();
    const home = it.ask()!;
    it.standings.set(home, ill('circuit', 1000));
    const away = it.ask()!;
    expect(away).not.toBe(home);
    it.standings.clear();
    it.clock.nowMs = 50_000;
    expect(it.decide({ affinityKey: 'k' }).record.affinity).toMatchObject({ by: 'memory' });
    expect(it.ask()).toBe(away);
    it.clock.nowMs = 109_999;
    expect(it.ask()).toBe(away);
    it.clock.nowMs = 170_000;
    expect(it.ask()).toBe(home);
  });

  it('remembers who answered, not who was asked', () => {
    const it = bench();
    const home = it.ask()!;
    const { choice } = it.decide({ affinityKey: 'k', tried: new Set([home]) });
    it.begin(choice).end({ result: 'overloaded' });
    expect(it.ask()).toBe(home);
  });
});

describe('affinity: require', () => {
  it('binds a key to who answered it first: nobody else, in any tier', () => {
    const it = bench({ mode: 'require' });
    const home = it.ask()!;
    it.standings.set(home, ill('circuit', 1000));
    const refused = it.decide({ affinityKey: 'k', noPanic: true });
    expect(refused.choice).toBeUndefined();
    expect(refused.record.reason).toBe('bound_target_unavailable');
    const others = refused.record.candidates.filter(({ id }) => id !== home);
    expect(others.map(({ excluded }) => excluded)).toEqual(others.map(() => `affinity:${home}`));
    expect(it.ask('another', { noPanic: true })).toBeDefined();
    it.clock.nowMs = 60_000;
    expect(it.ask()).not.toBe(home);
  });

  it('lets panic try the bound target alone', () => {
    const it = bench({ mode: 'require' });
    const home = it.ask()!;
    for (const id of ['a', 'b', 'c', 'd']) it.standings.set(id, ill('circuit', id === home ? 9000 : 1000));
    expect(it.decide({ affinityKey: 'k' })).toMatchObject({ choice: { target: { id: home }, panic: true } });
  });

  it('tries others for a key that nobody has answered yet', () => {
    const it = bench({ mode: 'require' });
    const { choice } = it.decide({ affinityKey: 'new' });
    it.begin(choice).end({ result: 'overloaded' });
    expect(it.ask('new', { tried: new Set([choice!.target.id]) })).toBeDefined();
  });
});
