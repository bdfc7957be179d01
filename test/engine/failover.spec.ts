import type { Script } from './world/scripted-provider.js';
import { breaking, failed, refusing, replying, streaming, UNREACHABLE } from './world/scripts.js';
import { World } from './world/world.js';

const good = (text: string): readonly Script[] => [streaming({ text, piecesAtMs: [50, 60] })];
const NO_WAIT = { backoff: { jitter: 'none', base: '250ms' } };

/** Asks once and plays ten minutes. */
async function play(
  it: World,
  question: Parameters<World['ask']>[0] = {},
): Promise<ReturnType<World['ask']>> {
  const caller = it.ask(question);
  await it.clock.advance(600_000);
  return caller;
}

function tried(it: World): string[] {
  return it.calls.map(({ target }) => target);
}

describe('the order of attempts', () => {
  it('same target, then another domain of the tier, then the rest of the tier, then the next tier', async () => {
    const it = new World({
      scripts: {
        'one/a': [UNREACHABLE],
        'one/b': [UNREACHABLE],
        'two/c': [[failed('timeout_connect', 3000)]],
        'three/d': good('D'),
      },
      route: {
        tiers: [{ targets: ['one/a', 'one/b', 'two/c'] }, { targets: ['three/d'] }],
        failover: { max_attempts: 10, same_target_retries: 1 },
      },
    });
    const caller = await play(it);
    expect(tried(it)).toEqual(['one/a', 'one/a', 'two/c', 'one/b', 'one/b', 'three/d']);
    expect(caller.header('x-fairlead-attempts')).toBe('6');
    expect(caller.header('x-fairlead-target')).toBe('three/d');
    expect(it.reports).toMatchObject([{ outcome: 'ok', target: 'three/d' }]);
  });

  it('skips a tier for rules only, which a rule leads to', async () => {
    const route = {
      tiers: [
        { targets: ['one/a'] },
        { name: 'long', targets: ['two/long'], only_via_rule: true },
        { name: 'spare', targets: ['three/c'] },
      ],
      failover: { rules: { context_length: { to: 'long' } } },
    };
    const tooLong = refusing(400, { code: 'context_length_exceeded' });
    for (const [first, last] of [
      [refusing(401), 'three/c'],
      [tooLong, 'two/long'],
    ] as const) {
      const it = new World({
        scripts: { 'one/a': [first], 'two/long': good('B'), 'three/c': good('C') },
        route,
      });
      await play(it);
      expect(tried(it)).toEqual(['one/a', last]);
    }
  });

  it('next_tier leaves the rest of the tier alone', async () => {
    const it = new World({
      scripts: { 'one/a': [refusing(401)], 'two/b': good('B'), 'three/c': good('C') },
      route: {
        tiers: [{ targets: ['one/a', 'two/b'] }, { targets: ['three/c'] }],
        failover: { rules: { auth_invalid: 'next_tier' } },
      },
    });
    await play(it);
    expect(tried(it)).toEqual(['one/a', 'three/c']);
  });

  it('after context_length: only a window that is known to be larger', async () => {
    const it = new World({
      scripts: {
        'one/a': [refusing(400, { code: 'context_length_exceeded' })],
        'two/unknown': good('B'),
        'three/same': good('C'),
        'four/larger': good('D'),
      },
      contextWindows: { 'one/a': 8000, 'three/same': 8000, 'four/larger': 8001 },
    });
    await play(it);
    expect(tried(it)).toEqual(['one/a', 'four/larger']);
  });

  it('after quota_exhausted: another credential only', async () => {
    const it = new World({
      scripts: { 'one/a': [refusing(402)], 'one/b': good('B'), 'two/c': [refusing(402)] },
      route: { targets: ['one/a', 'one/b', 'two/c'] },
    });
    const caller = await play(it);
    expect(tried(it)).toEqual(['one/a', 'two/c']);
    expect(caller.status).not.toBe(200);
    expect(it.reports).toMatchObject([{ outcome: 'quota_exhausted' }]);
  });
});

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

describe('waits', () => {
  it.each<{ why: string; first: Script; secondAtMs: [number, number] }>([
    { why: 'a refused connection: none', first: UNREACHABLE, secondAtMs: [5, 5] },
    { why: 'a 500: the policy’s back-off', first: refusing(500), secondAtMs: [260, 260] },
    { why: 'Retry-After 1 s', first: refusing(500, { retryAfter: '1' }), secondAtMs: [1010, 1260] },
    {
      why: 'an overload that asks for 2 s',
      first: refusing(503, { retryAfter: '2' }),
      secondAtMs: [2010, 2510],
    },
  ])('$why', async ({ first, secondAtMs: [leastMs, mostMs] }) => {
    const it = new World({
      scripts: { 'one/a': [first, streaming({ text: 'A', piecesAtMs: [50] })], 'two/b': good('B') },
      route: { targets: ['one/a', 'two/b'], failover: NO_WAIT },
    });
    await play(it);
    expect(tried(it)).toEqual(['one/a', 'one/a']);
    expect(it.calls[1]!.atMs).toBeGreaterThanOrEqual(leastMs);
    expect(it.calls[1]!.atMs).toBeLessThanOrEqual(mostMs);
  });

  it.each<[string, Script]>([
    ['an overload without a word', refusing(503)],
    ['an overload that asks for more than 2 s', refusing(503, { retryAfter: '3' })],
    ['a 500 that asks for more than 2 s', refusing(500, { retryAfter: '3' })],
    ['a 429 that asks for 1 s', refusing(429, { retryAfter: '1' })],
  ])('%s: elsewhere at once', async (_, first) => {
    const it = new World({ scripts: { 'one/a': [first], 'two/b': good('B') } });
    await play(it);
    expect(it.trail).toEqual([
      ['one/a', 0],
      ['two/b', 10],
    ]);
  });

  it.each<{ others: Record<string, readonly Script[]>; retryAfter: string; calls: string[] }>([
    { others: {}, retryAfter: '2', calls: ['one/a', 'one/a'] },
    { others: {}, retryAfter: '3', calls: ['one/a'] },
    { others: { 'two/b': good('B') }, retryAfter: '2', calls: ['one/a', 'two/b'] },
  ])('wait_up_to 2s, a 429 asks for $retryAfter s: $calls', async ({ others, retryAfter, calls }) => {
    const scripts = {
      'one/a': [refusing(429, { retryAfter }), streaming({ text: 'A', piecesAtMs: [50] })],
      ...others,
    };
    const rules = { rate_limited: { wait_up_to: '2s' } };
    const it = new World({ scripts, route: { targets: Object.keys(scripts), failover: { rules } } });
    const caller = await play(it);
    expect(tried(it)).toEqual(calls);
    if (calls.length > 1) expect(caller.status).toBe(200);
    else expect([caller.status, caller.header('retry-after')]).toEqual([429, retryAfter]);
  });
});

describe('a reply that is cut', () => {
  it('is answered by another target, and nobody sees its half', async () => {
    const it = new World({
      scripts: { 'one/a': [replying('AAAA', 100, 'cut')], 'two/b': [replying('BBBB', 100)] },
    });
    const caller = await play(it, { stream: false });
    expect(tried(it)).toEqual(['one/a', 'two/b']);
    expect(caller.text).toContain('BBBB');
    expect(caller.text).not.toContain('AAAA');
    expect(caller.header('content-length')).toBe(String(caller.text.length));
  });

  it.each(['reset', 'cut', 'error_event'] as const)('as a stream before content, by %s, too', async (how) => {
    const it = new World({
      scripts: { 'one/a': [breaking({ text: 'A', piecesAtMs: [] }, 100, how)], 'two/b': good('B') },
      route: { targets: ['one/a', 'two/b'], failover: { same_target_retries: 0 } },
    });
    const caller = await play(it);
    expect(tried(it)).toEqual(['one/a', 'two/b']);
    expect(caller.text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it.each(['reset', 'cut', 'error_event'] as const)(
    'as a stream after content, by %s, is not',
    async (how) => {
      const it = new World({
        scripts: { 'one/a': [breaking({ text: 'A', piecesAtMs: [50] }, 100, how)], 'two/b': good('B') },
      });
      const caller = await play(it);
      expect(tried(it)).toEqual(['one/a']);
      expect(caller.text).toMatch(/"A".*\n\ndata: \{"error":.*\}\n\n$/s);
      expect(caller.text).not.toContain('[DONE]');
      expect(it.reports).toMatchObject([{ outcome: 'partial', status: 200, target: 'one/a' }]);
    },
  );
});
