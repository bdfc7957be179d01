import { rehearse, type Scenario } from './world/rehearse.js';
import { answering, failing, usualPace, type ScriptedTarget } from './world/scripted-target.js';
import type { Trace } from './world/trace.js';

/**
 * What the defaults were chosen by: TTFT 0.6 s, 12 ms per token, 20 at once per target before they slow each other
 * down, output log-normal around 300 tokens. No breaker, no failover. These rank mechanisms, they predict nothing.
 */
const IDS = ['sim/a', 'sim/b', 'sim/c', 'sim/d'];
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const four = (meet: (place: number) => Partial<ScriptedTarget>): ScriptedTarget[] =>
  IDS.map((id, place) => ({ id, meet: answering(), ...meet(place) }));

const equal = four(() => ({}));
const twoSlow = four((place) => ({ meet: answering({}, () => (place < 2 ? 1 : 4)) }));
const oneFailing = (part: number): ScriptedTarget[] =>
  four((place) => (place === 0 ? { meet: failing(part, 30) } : {}));

/** Requests per second that four equal targets bear: 80 slots, each request 0.6 s and 413 tokens on average. */
const CAPACITY_RPS = (4 * usualPace.knee) / (0.62 + 0.012 * 413);

/** The trace of three seeds, one after the other: a scenario is no accident of one of them. */
function play(scenario: Omit<Scenario, 'seed' | 'strategy'> & { strategy?: string }): Trace[] {
  return [1, 2, 3].map((seed) => rehearse({ strategy: 'latency', ...scenario, seed }));
}

const seconds = (trace: Trace, quantile: number): number => trace.firstTokenMs(quantile) / 1000;

describe('four equal targets at 75% load', () => {
  const at75 = { targets: equal, rps: 0.75 * CAPACITY_RPS, forMs: 10 * MINUTE_MS };

  it.each([
    ['latency', {}, 1],
    ['latency, 8 gateways that know nothing of each other', {}, 8],
    ['least_conn', {}, 1],
    ['composite', { weights: { cost: 0 } }, 1],
  ])('%s makes no herd', (name, options, gateways) => {
    for (const trace of play({ ...at75, strategy: name.split(',')[0]!, options, gateways })) {
      expect(seconds(trace, 0.95)).toBeCloseTo(0.91, 1);
      expect(trace.busiestShare(5000)).toBeLessThan(0.35);
    }
  });
});

describe('two targets four times slower', () => {
  it.each([
    [2, 1, 0.96],
    [0.1, 20, 1.03],
  ])('at %d requests a second: the slow pair only keeps its exploration', (rps, hours, p95) => {
    for (const trace of play({ targets: twoSlow, rps, forMs: hours * HOUR_MS })) {
      expect(Math.abs(seconds(trace, 0.95) - p95)).toBeLessThan(0.1);
      expect(trace.share('sim/c', 'sim/d')).toBeLessThan(0.03);
    }
  });

  it('at 90% of what all four bear: they help', () => {
    // A slow target bears a quarter: 2.5 targets' worth.
    for (const trace of play({
      targets: twoSlow,
      rps: (0.9 * CAPACITY_RPS * 2.5) / 4,
      forMs: 20 * MINUTE_MS,
    })) {
      expect(seconds(trace, 0.95)).toBeLessThan(2.82);
      expect(trace.share('sim/c', 'sim/d')).toBeGreaterThan(0.06);
    }
  });

  it('with one request in flight doubling a score, idle slow targets look good', () => {
    const slowed = { targets: twoSlow, rps: 2, forMs: 30 * MINUTE_MS };
    for (const trace of play({ ...slowed, options: { load_scale: 1 } })) {
      expect(seconds(trace, 0.95)).toBeGreaterThan(1.7);
    }
    for (const scale of [4, 8, 16]) {
      for (const trace of play({ ...slowed, options: { load_scale: scale } })) {
        expect(seconds(trace, 0.95)).toBeLessThan(1.03);
      }
    }
  });
});

describe('one of four fails in 30 ms, without any breaker', () => {
  const hole = { targets: oneFailing(1), rps: 8, forMs: 10 * MINUTE_MS };
  it.each([
    ['latency', {}, 0.015],
    ['latency', { objective: 'e2e' }, 0.028],
    ['least_conn', {}, 0.028],
    ['least_conn', { unit: 'tokens' }, 0.028],
    ['composite', { weights: { cost: 0 } }, 0.03],
  ])('%s %j is no black hole', (strategy, options, errors) => {
    for (const trace of play({ ...hole, strategy, options })) expect(trace.errorRate).toBeLessThan(errors);
  });

  it('turns alone keep sending it its quarter', () => {
    for (const trace of play({ ...hole, strategy: 'weighted_round_robin' })) {
      expect(trace.errorRate).toBeCloseTo(0.25, 2);
    }
  });

  it.each(['weighted_round_robin', 'latency', 'least_conn'])(
    '%s with the breaker: hardly an error',
    (strategy) => {
      // A trial every few minutes is what is left once the stays have doubled to their maximum.
      for (const trace of play({ ...hole, strategy, breaker: true }))
        expect(trace.errorRate).toBeLessThan(0.005);
    },
  );

  it.each([
    ['latency', 0.018],
    ['least_conn', 0.03],
  ])('and one that fails 30%% of requests costs %s little', (strategy, errors) => {
    for (const trace of play({ targets: oneFailing(0.3), rps: 2, forMs: HOUR_MS, strategy })) {
      expect(trace.errorRate).toBeLessThan(errors);
    }
  });
});

describe('a target that changes', () => {
  it('slows eight times for 100 s and hardly anyone notices', () => {
    const slows = (ms: number): number => (ms > 10 * MINUTE_MS && ms < 10 * MINUTE_MS + 100_000 ? 8 : 1);
    const targets = four((place) => (place === 0 ? { meet: answering({}, slows) } : {}));
    for (const trace of play({ targets, rps: 2, forMs: 20 * MINUTE_MS })) {
      expect(seconds(trace, 0.99)).toBeLessThan(1.2);
    }
  });

  it('becomes the fastest after having been the slowest, and gets its traffic', () => {
    const turns = (ms: number): number => (ms < 10 * MINUTE_MS ? 4 : 0.5);
    const targets = four((place) => (place === 0 ? { meet: answering({}, turns) } : {}));
    for (const trace of play({ targets, rps: 2, forMs: 21 * MINUTE_MS })) {
      const share = (fromMinute: number, toMinute: number): number =>
        trace.between(fromMinute * MINUTE_MS, toMinute * MINUTE_MS).share('sim/a');
      expect(share(5, 10)).toBeLessThan(0.02);
      expect(share(14, 16)).toBeGreaterThan(0.46);
      expect(share(19, 21)).toBeGreaterThan(0.6);
    }
  });
});

describe('a new target that takes 5 s to its first token', () => {
  const joinsAtMs = 5 * MINUTE_MS;
  const slow = answering({ firstTokenMs: 5000 });
  const targets = four((place) => (place === 0 ? { meet: slow, joinsAtMs } : {}));
  /** Its part of the first 10 s, over all seeds; a quarter would be fair. */
  const firstShare = (rest: Omit<Scenario, 'targets' | 'seed' | 'forMs'>): number => {
    const traces = play({ targets, forMs: joinsAtMs + 10_000, ...rest });
    const shares = traces.map((trace) => trace.between(joinsAtMs, joinsAtMs + 10_000).share('sim/a'));
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  };
  it.each([2, 4, 10])('gets at most a quarter of %d requests a second by latency', (rps) => {
    expect(firstShare({ strategy: 'latency', rps })).toBeLessThan(0.25);
    expect(firstShare({ strategy: 'latency', rps, breaker: true })).toBeLessThan(0.1);
  });

  it.each([2, 4, 10])('and by least_conn with slow start at %d', (rps) => {
    expect(firstShare({ strategy: 'least_conn', rps, breaker: true })).toBeLessThan(0.2);
  });
});

describe('money', () => {
  it.each([
    [1, 1],
    [7, 3],
  ])('spend_share %d:%d is kept within 1%% at an eightfold price', (cheap, dear) => {
    const targets = [
      { id: 'sim/cheap', meet: answering(), nanoUsdPerToken: 1000, weight: cheap },
      { id: 'sim/dear', meet: answering(), nanoUsdPerToken: 8000, weight: dear },
    ];
    for (const trace of play({
      targets,
      rps: 3,
      forMs: HOUR_MS,
      strategy: 'cost_mix',
      options: { mode: 'spend_share' },
    })) {
      const share = trace.spentNanoUsd('sim/cheap') / trace.spentNanoUsd();
      expect(Math.abs(share - cheap / (cheap + dear))).toBeLessThan(0.01);
    }
  });

  it.each([0.6, 1, 2, 4])('blended_ceiling %d $/Mtok is reached and not passed', (ceiling) => {
    const targets = [
      { id: 'sim/best', meet: answering(), nanoUsdPerToken: 8000 },
      { id: 'sim/good', meet: answering(), nanoUsdPerToken: 2000 },
      { id: 'sim/cheap', meet: answering(), nanoUsdPerToken: 400 },
    ];
    const options = { mode: 'blended_ceiling', ceiling_usd_per_mtok: ceiling };
    for (const trace of play({ targets, rps: 3, forMs: 0.5 * HOUR_MS, strategy: 'cost_mix', options })) {
      const achieved = trace.spentNanoUsd() / trace.tokens / 1000;
      expect(achieved / ceiling).toBeGreaterThan(0.97);
      expect(achieved / ceiling).toBeLessThan(1.02);
    }
  });
});
