import { good, play, tried } from './world/play.js';
import type { Script } from './world/scripted-provider.js';
import { refusing, streaming, UNREACHABLE } from './world/scripts.js';
import { World } from './world/world.js';

const NO_WAIT = { backoff: { jitter: 'none', base: '250ms' } };

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

it.each<[string, Script, object]>([
  ['a back-off', refusing(500), { backoff: { base: '8s', jitter: 'none' } }],
  [
    'a wait for quota',
    refusing(429, { retryAfter: '30' }),
    { rules: { rate_limited: { wait_up_to: '60s' } } },
  ],
])('a caller that leaves within %s ends the exchange at once', async (_, first, failover) => {
  const it = new World({
    scripts: { 'one/a': [first, ...good('A')] },
    route: { targets: ['one/a'], failover },
  });
  await play(it, { leavesAtMs: 100 });
  expect(it.calls).toHaveLength(1);
  expect(it.reports).toMatchObject([{ outcome: 'cancelled', durationMs: 100 }]);
});
