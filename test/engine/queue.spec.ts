import type { Plan, QueuePlan, RoutePlan } from '@fairlead/policy';
import type { Caller } from './world/caller.js';
import { breaking, refusing, streaming } from './world/scripts.js';
import { World, type Question, type WorldOptions } from './world/world.js';

const SECOND = streaming({ text: 'A', piecesAtMs: [500, 1000] });
const QUEUE: QueuePlan = { max: 3, waitMs: 10_000 };

function world(options: Partial<WorldOptions> = {}, extra: Partial<RoutePlan> = { queue: QUEUE }): World {
  const adapt = (plan: Plan): Plan => ({
    ...plan,
    routes: plan.routes.map((route) => ({ ...route, ...extra })),
  });
  return new World({
    scripts: { 'one/a': [SECOND] },
    route: { targets: [{ target: 'one/a', limits: { concurrency: 1 } }], panic: { mode: 'fail_fast' } },
    adapt,
    ...options,
  });
}

async function askAt(it: World, moments: readonly number[], question: Question = {}): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (const atMs of moments) {
    await it.clock.advance(atMs - it.clock.now());
    callers.push(it.ask(question));
  }
  await it.clock.advance(60_000);
  return callers;
}

const ends = (callers: readonly Caller[]): unknown[] =>
  callers.map(({ status, endedAtMs }) => [status, endedAtMs]);

describe('a queue', () => {
  it('gives each a place as soon as one is free, in turn', async () => {
    const it = world();
    const callers = await askAt(it, [0, 200, 400]);
    // The third has waited longer than 1 s when its turn comes, with nobody behind it.
    expect(ends(callers)).toEqual([
      [200, 1000],
      [200, 2000],
      [200, 3000],
    ]);
    expect(it.reports.map(({ queuedMs, overheadMs }) => [queuedMs, overheadMs])).toEqual([
      [undefined, 0],
      [800, 0],
      [1600, 0],
    ]);
  });

  it('serves the newest first when the oldest has waited for more than 1 s', async () => {
    const it = world();
    const callers = await askAt(it, [0, 100, 200, 1500]);
    expect(callers.map(({ endedAtMs }) => endedAtMs)).toEqual([1000, 2000, 4000, 3000]);
  });

  it('refuses when it is full, and says so', async () => {
    const it = world();
    const callers = await askAt(it, [0, 1, 2, 3, 4]);
    expect(callers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 503]);
    expect(callers[4]!.endedAtMs).toBe(4);
    expect(callers[4]!.text).toContain('one/a (concurrency:1/1). 3 are waiting already, which is the most.');
  });

  it('refuses who has waited long enough, and says so', async () => {
    const it = world({ scripts: { 'one/a': [streaming({ text: 'A', piecesAtMs: [20_000] })] } });
    const callers = await askAt(it, [0, 1]);
    expect(ends(callers)).toEqual([
      [200, 20_000],
      [503, 10_001],
    ]);
    expect(callers[1]!.text).toContain('It has waited 10 s for a place.');
  });

  it('waits no longer than the caller’s own deadline', async () => {
    const it = world({ scripts: { 'one/a': [streaming({ text: 'A', piecesAtMs: [20_000] })] } });
    await askAt(it, [0]).catch(() => undefined);
    it.ask();
    const caller = it.ask({ timeoutMs: 3000 });
    const askedAtMs = it.clock.now();
    await it.clock.advance(60_000);
    expect([caller.status, caller.endedAtMs! - askedAtMs]).toEqual([503, 3000]);
  });

  it('lets a caller go, and gives nobody’s place away', async () => {
    const it = world();
    const left = it.ask();
    const gone = it.ask({ leavesAtMs: 300 });
    const next = it.ask();
    await it.clock.advance(60_000);
    expect([left.endedAtMs, gone.ends, next.endedAtMs]).toEqual([1000, 0, 2000]);
    expect(it.reports.map(({ outcome }) => outcome)).toEqual(['cancelled', 'ok', 'ok']);
    expect(it.calls).toHaveLength(2);
  });

  it.each<[string, WorldOptions['scripts']]>([
    ['fails', { 'one/a': [refusing(400, { atMs: 700 }), SECOND] }],
    ['breaks off', { 'one/a': [breaking({ text: 'A', piecesAtMs: [300] }, 700, 'cut'), SECOND] }],
  ])('wakes the next when an attempt %s', async (_, scripts) => {
    const it = world({ scripts });
    const callers = await askAt(it, [0, 100]);
    expect(callers[1]!.endedAtMs).toBe(1700);
  });

  it('wakes the next when a caller leaves', async () => {
    const it = world();
    it.ask({ leavesAtMs: 700 });
    const next = it.ask();
    await it.clock.advance(60_000);
    expect(next.endedAtMs).toBe(1700);
  });

  it('never has more under way than the target bears', async () => {
    let most = 0;
    const it: World = world(
      { onCall: () => (most = Math.max(most, it.load.target('one/a').inflight)) },
      { queue: { max: 200, waitMs: 600_000 } },
    );
    const callers = Array.from({ length: 200 }, () => it.ask());
    await it.clock.advance(300_000);
    expect(callers.filter(({ status }) => status === 200)).toHaveLength(200);
    expect(most).toBe(1);
  });

  it('is not for what waiting does not help', async () => {
    const it = world({ scripts: { 'one/a': [refusing(401), SECOND] } });
    const callers = await askAt(it, [0, 1000]);
    expect(callers[1]!.endedAtMs).toBe(1000);
  });

  it('is not there unless the policy has one', async () => {
    const callers = await askAt(world({}, {}), [0, 1]);
    expect(callers.map(({ status }) => status)).toEqual([200, 503]);
  });
});

it('holds requests back when every provider of the route refuses', async () => {
  const it = new World({
    scripts: { 'one/a': [refusing(503)] },
    route: { targets: ['one/a'], failover: { max_attempts: 1 } },
  });
  const callers = [];
  for (let i = 0; i < 400; i++) {
    callers.push(it.ask());
    await it.clock.advance(100);
  }
  const held = it.reports.filter(({ outcome }) => outcome === 'gateway_throttled');
  expect(held.length).toBeGreaterThan(250);
  expect(it.calls.length).toBe(400 - held.length);
  const caller = callers.find(({ text }) => text.includes('gateway_throttled'))!;
  expect([caller.status, caller.header('x-should-retry')]).toEqual([503, 'false']);
});
