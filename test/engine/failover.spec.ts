import { good, play, tried } from './world/play.js';
import { breaking, failed, refusing, replying, UNREACHABLE } from './world/scripts.js';
import { World } from './world/world.js';

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
