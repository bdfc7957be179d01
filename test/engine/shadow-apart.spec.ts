import fc from 'fast-check';
import { seededRng } from '@fairlead/plugin-sdk';
import type { Plan } from '@fairlead/policy';
import type { Caller } from './world/caller.js';
import { good } from './world/play.js';
import { breaking, HANGING, refusing, replying, streaming, UNREACHABLE } from './world/scripts.js';
import type { Script } from './world/scripted-provider.js';
import { World } from './world/world.js';

const LIVE = ['one/a', 'two/b', 'three/c'];
const COPY = 'four/d';
const STRATEGIES = ['weighted_round_robin', 'least_conn', 'latency', 'random'];

/** What live targets do; every one of them is asked for copies too. */
const LIVE_SCRIPTS: readonly Script[] = [
  streaming({ text: 'quick', piecesAtMs: [20, 40] }),
  streaming({ text: 'slow', piecesAtMs: [900, 2000] }),
  breaking({ text: 'x', piecesAtMs: [30] }, 50, 'reset'),
  replying('whole', 300),
  refusing(503),
  UNREACHABLE,
];
const COPY_SCRIPTS: readonly Script[] = [
  ...LIVE_SCRIPTS,
  HANGING,
  refusing(401),
  refusing(500),
  breaking({ text: 'x', piecesAtMs: [] }, 10, 'cut'),
  streaming({ text: 'endless', piecesAtMs: Array.from({ length: 50 }, (_, n) => n * 1000) }),
];

interface Traffic {
  readonly seed: number;
  readonly strategy: string;
  readonly live: readonly number[];
  readonly copy: readonly number[];
  /** The shadow's targets are the live ones, besides its own. */
  readonly shared: boolean;
  readonly sample: number;
}

const traffic = fc.record<Traffic>({
  seed: fc.integer({ min: 0, max: 1e6 }),
  strategy: fc.constantFrom(...STRATEGIES),
  live: fc.array(fc.nat(LIVE_SCRIPTS.length - 1), { minLength: 3, maxLength: 3 }),
  copy: fc.array(fc.nat(COPY_SCRIPTS.length - 1), { minLength: 1, maxLength: 4 }),
  shared: fc.boolean(),
  sample: fc.integer({ min: 20, max: 100 }),
});

const withoutShadows = (plan: Plan): Plan => ({
  ...plan,
  routes: plan.routes.map((route) => ({ ...route, shadows: [] })),
});

/** All that a caller, an operator and the next choice can see of live traffic. */
async function played(given: Traffic, shadowed: boolean): Promise<{ live: unknown; copies: number }> {
  const { seed, strategy, live, copy, shared, sample } = given;
  const pool = { strategy, targets: LIVE };
  const candidates = { strategy, targets: shared ? [COPY, ...LIVE] : [COPY] };
  const it = new World({
    seed,
    scripts: {
      ...Object.fromEntries(LIVE.map((id, n) => [id, [LIVE_SCRIPTS[live[n]!]!]])),
      [COPY]: copy.map((n) => COPY_SCRIPTS[n]!),
    },
    policy: { pools: { live: pool, candidates } },
    route: {
      pool: 'live',
      shadow: [{ pool: 'candidates', sample: `${sample}%`, max_concurrency: 20 }],
    },
    // Afterwards, so that it is the same policy.
    ...(!shadowed && { adapt: withoutShadows }),
  });
  const rng = seededRng(seed).fork('arrivals');
  const callers: Caller[] = [];
  for (let n = 0; n < 40; n++) {
    const leavesAtMs = rng.float() < 0.1 ? rng.float() * 500 : undefined;
    callers.push(it.ask({ stream: rng.float() < 0.7, ...(leavesAtMs !== undefined && { leavesAtMs }) }));
    await it.clock.advance(Math.round(rng.float() * 400));
  }
  const seen = () => ({
    answers: callers.map(({ starts, writes, endedAtMs }) => ({ starts, writes, endedAtMs })),
    reports: [...it.reports],
    steps: it.decided.map(({ steps }) => steps),
    health: it.health.report().filter(({ id }) => LIVE.includes(id)),
    load: structuredClone(LIVE.map((id) => it.load.target(id))),
    readings: LIVE.map((id, position) => candidateOf(it, id, position)),
  });
  const underWay = seen();
  await it.clock.advance(120_000);
  return { live: [underWay, seen()], copies: it.copies.length };
}

function candidateOf(it: World, id: string, position: number): unknown {
  const { plan } = it.engine.current();
  const facts = { operation: 'chat', model: 'chat', stream: true, promptTokens: 20, labels: {} } as const;
  const reading = it.load.read({ route: 'chat', pool: plan.pools.get('live')!, facts });
  const target = plan.pools.get('live')!.targets[position]!;
  return reading.candidate(target, 1, undefined);
}

it('no shadow changes a byte, a time, a choice or a measurement of live traffic', async () => {
  let copies = 0;
  await fc.assert(
    fc.asyncProperty(traffic, async (given) => {
      const plain = await played(given, false);
      const shadowed = await played(given, true);
      expect(shadowed.live).toEqual(plain.live);
      expect(plain.copies).toBe(0);
      copies += shadowed.copies;
    }),
    { numRuns: 40 },
  );
  expect(copies).toBeGreaterThan(100);
}, 120_000);

it('a target that only failed copies is as well as one that nobody knows', async () => {
  const it = new World({
    scripts: { [LIVE[0]!]: good('live'), [COPY]: [refusing(500)] },
    route: { targets: [LIVE[0]], shadow: [{ target: COPY, sample: '100%' }] },
  });
  const before = it.health.report();
  for (let n = 0; n < 30; n++) {
    it.ask();
    await it.clock.advance(1000);
  }
  expect(it.copies).toHaveLength(30);
  expect(it.health.report()[1]).toEqual(before[1]);
  expect(it.load.target(COPY)).toMatchObject({ inflight: 0, firstToken: { rawMs: undefined } });
});
