import { seededRng, type Rng } from '@fairlead/plugin-sdk';
import type { ConstraintPlan } from '@fairlead/policy';
import fc from 'fast-check';
import type { AttemptHistory, Decision } from '../router/decision.js';
import type { Flight } from '../router/flight.js';
import { noHistory } from '../router/decision.js';
import { strategiesByName } from '../strategies/built-in.js';
import { someFacts } from '../testing/candidate.js';
import { STRATEGIES } from '../testing/every-strategy.js';
import { pool, route, tier } from '../testing/plan.js';
import { ill, routingBench } from '../testing/routing-bench.js';
import { replayDecision } from './replay-decision.js';

const strategies = strategiesByName();
const IDS = Array.from({ length: 10 }, (_, index) => `t${index}`);

/** Two tiers, the first with so many targets that some strategies draw which two to compare. */
function planOf(type: string, options: object): ReturnType<typeof route> {
  const strategy = { type, options } as { type: string };
  const first = IDS.slice(0, 9).map((id, index) => ({
    id,
    weight: 1 + (index % 3),
    ...(index === 1 && { concurrency: 'auto' as const }),
    ...(index === 2 && { concurrency: 2 }),
    ...(index === 3 && { requestsPerMinute: 4 }),
    ...(index === 4 && { tokensPerMinute: 60_000 }),
    ...(index === 5 && { region: 'us' }),
  }));
  return route(
    [
      { ...tier('first', pool('p', first, strategy)), spillAt: 0.9, limits: { requestsPerMinute: 40 } },
      tier('second', pool('q', IDS.slice(7), strategy)),
    ],
    {
      affinity: {
        mode: 'require',
        key: { kind: 'tenant' },
        minPromptTokens: 0,
        ttlMs: 60_000,
        maxOverload: 1.25,
      },
    },
  );
}

const constraints: readonly ConstraintPlan[] = [
  {
    name: 'not-us',
    match: route([]).match,
    require: { capabilities: [], regions: ['eu'], tagsNoneOf: [], tagsAllOf: [] },
    line: 1,
  },
];

function history(chance: Rng, bench: ReturnType<typeof routingBench>): AttemptHistory {
  const key = chance.float() < 0.3 ? { affinityKey: `key-${Math.floor(chance.float() * 4)}` } : {};
  if (chance.float() < 0.6) return { ...noHistory, ...key };
  const some = IDS.filter(() => chance.float() < 0.3);
  const unfit =
    chance.float() < 0.5
      ? { unfit: ({ id }: { id: string }) => (id === 't3' ? 'capability:tools' : undefined) }
      : {};
  return {
    tried: new Set(some),
    failedEndpoints: new Set(some.map((id) => `${id}.test`)),
    failedCredentials: new Set(),
    barredCredentials: new Set(chance.float() < 0.2 ? ['t4-key'] : []),
    ...(chance.float() < 0.2 && { tier: 'second' }),
    ...(chance.float() < 0.1 && { minContextTokens: 1000 }),
    ...(bench.clock.nowMs > 0 && unfit),
    ...(chance.float() < 0.2 && { constraints }),
    ...key,
  };
}

/** Traffic with failures, ejections and idle times; every decision as it was made, and as it is made again. */
function play(type: string, options: object, seed: number): [live: Decision, again: Decision][] {
  const chance = seededRng(seed).fork('tape');
  const plan = planOf(type, options);
  const price = { source: 'table' as const, costNanoUsd: () => 500 };
  const known = Object.fromEntries(
    IDS.map((id, index) => [
      id,
      {
        price: { ...price, costNanoUsd: () => 100 * (index + 1) },
        traits: { tags: [], region: 'eu' },
      },
    ]),
  );
  const bench = routingBench(plan, known, { rng: seededRng(seed) });
  const flights: Flight[] = [];
  return Array.from({ length: 80 }, () => {
    bench.clock.nowMs += chance.float() * 5000;
    for (const id of IDS) {
      if (chance.float() < 0.05)
        bench.standings.set(id, ill(chance.float() < 0.7 ? 'circuit' : 'quota', bench.clock.nowMs + 9000));
      if (chance.float() < 0.2) bench.standings.delete(id);
    }
    const facts = { ...someFacts, promptTokens: Math.floor(chance.float() * 50_000) };
    const live = bench.router.decide(plan, facts, history(chance, bench), { capture: true });
    const state = JSON.parse(JSON.stringify(live.state)) as NonNullable<Decision['state']>;
    const again = replayDecision({ route: plan, facts, state, strategies, constraints });
    if (live.choice !== undefined) {
      const flight = bench.router.begin(live.choice, facts);
      if (chance.float() < 0.7) flight.firstToken();
      flights.push(flight);
    }
    while (flights.length > 0 && chance.float() < 0.6) {
      const result = chance.float() < 0.8 ? 'ok' : 'server_error';
      flights.shift()!.end({ result, usage: { input: 500, output: 40 }, costNanoUsd: 700 });
    }
    return [live, again] as [Decision, Decision];
  });
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it.each(STRATEGIES)('a decision of %s %j is the same again, from its record alone', (type, options) => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      for (const [live, again] of play(type, options, seed)) {
        expect(plain(again.record)).toEqual(plain(live.record));
        expect(again.choice?.target.id).toBe(live.choice?.target.id);
      }
    }),
    { numRuns: 10, seed: 21 },
  );
});

it('tells what is missing from a record that was cut', () => {
  const plan = planOf('random', {});
  const { state } = routingBench(plan).router.decide(plan, someFacts, noHistory, { capture: true });
  const ask =
    (changes: object): (() => Decision) =>
    () =>
      replayDecision({ route: plan, facts: someFacts, state: { ...state!, ...changes }, strategies });
  expect(ask({ pools: {} })).toThrow('what was known of "t0" in pool "p"');
  const { t0 } = state!.targets;
  expect(ask({ targets: { ...state!.targets, t0: { info: t0!.info } } })).toThrow('how target "t0" stood');
});

it('does not leave out a constraint that the policy has no more', () => {
  const plan = planOf('random', {});
  const history = { ...noHistory, constraints };
  const { state } = routingBench(plan).router.decide(plan, someFacts, history, { capture: true });
  const ask = (): Decision => replayDecision({ route: plan, facts: someFacts, state: state!, strategies });
  expect(ask).toThrow('no constraint "not-us"');
});

it('holds no price table and no secret', () => {
  const plan = planOf('random', {});
  const known = { t0: { price: { source: 'table' as const, costNanoUsd: () => 1 } } };
  const { state } = routingBench(plan, known).router.decide(plan, someFacts, noHistory, { capture: true });
  expect(state!.targets['t0']!.info).not.toHaveProperty('price');
});
