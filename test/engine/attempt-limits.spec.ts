import { good, play } from './world/play.js';
import type { Script } from './world/scripted-provider.js';
import { failed, refusing, streaming, UNREACHABLE } from './world/scripts.js';
import { World } from './world/world.js';

describe('limits on attempts', () => {
  const scripts = { 'one/a': [UNREACHABLE], 'two/b': [UNREACHABLE], 'three/c': good('C') };

  it.each([
    { max: 1, clientRetry: false, calls: 1 },
    { max: 3, clientRetry: false, calls: 3 },
    { max: 4, clientRetry: true, calls: 2 },
    { max: 5, clientRetry: false, calls: 5 },
  ])('max_attempts $max, client on its own retry: $clientRetry → $calls calls', async (row) => {
    const it = new World({
      scripts,
      route: { targets: Object.keys(scripts), failover: { max_attempts: row.max } },
    });
    await play(it, { clientRetry: row.clientRetry });
    expect(it.calls).toHaveLength(row.calls);
  });

  it('tries stale connections again free of the maximum and of the circuit, twice', async () => {
    const stale: Script = [failed('connect_error', 5, { staleConnection: true })];
    const it = new World({
      scripts: { 'one/a': [stale, stale, streaming({ text: 'A', piecesAtMs: [50] })] },
      route: { targets: ['one/a'], failover: { max_attempts: 1 } },
    });
    const caller = await play(it);
    expect(it.trail).toEqual([
      ['one/a', 0],
      ['one/a', 5],
      ['one/a', 10],
    ]);
    expect(caller.status).toBe(200);
    expect(it.health.report()[0]!.endpoint.consecutiveFailures).toBe(0);
  });

  it('starts nothing after max_elapsed', async () => {
    const slow: Script = [{ atMs: 1, does: 'connect' }, failed('timeout_first_token', 4000)];
    const it = new World({
      scripts: { 'one/a': [slow], 'two/b': [slow], 'three/c': good('C') },
      route: {
        targets: ['one/a', 'two/b', 'three/c'],
        failover: { max_attempts: 9, max_elapsed: '8s' },
      },
    });
    await play(it);
    expect(it.trail).toEqual([
      ['one/a', 0],
      ['two/b', 4000],
    ]);
  });

  it.each([
    {
      why: 'half a retry per first attempt, none per retry, one for free',
      ratio: '50%',
      free: 1,
      retries: 51,
    },
    { why: 'a fifth, and three for free', ratio: '20%', free: 3, retries: 23 },
  ])('100 failures in 10 s: $why', async ({ ratio, free, retries }) => {
    const it = new World({
      // A failure that no circuit counts, so that nothing but the budget is in the way.
      scripts: { 'one/a': [refusing(400)] },
      route: {
        targets: ['one/a'],
        failover: {
          max_attempts: 9,
          same_target_retries: 9,
          retry_budget: { ratio, min_per_10s: free },
          backoff: { base: '1ms', max: '1ms' },
          rules: { bad_request: 'retry_same' },
        },
      },
    });
    for (let n = 0; n < 100; n++) {
      it.ask();
      await it.clock.advance(90);
    }
    expect(it.calls).toHaveLength(100 + retries);
  });

  it('stops a storm: half an attempt more per request, after a burst of 20', async () => {
    const ids = ['one/a', 'two/b', 'three/c'];
    const it = new World({
      scripts: Object.fromEntries(ids.map((id) => [id, [refusing(422, { code: 'unsupported_parameter' })]])),
    });
    for (let n = 0; n < 100; n++) {
      it.ask();
      await it.clock.advance(50);
    }
    expect(it.calls).toHaveLength(100 + 50 + 20);
  });
});
