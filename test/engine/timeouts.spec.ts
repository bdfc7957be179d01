import { breaking, HANGING, opened, replying, streaming } from './world/scripts.js';
import type { Script } from './world/scripted-provider.js';
import { World } from './world/world.js';

const LIMITS = { connect: '3s', first_token: '10s', idle: '5s', transport_idle: '20s', total: '60s' };

/** One target under the limits above, without second tries. */
function world(script: Script, timeouts: object = {}): World {
  return new World({
    scripts: { 'one/m': [script] },
    route: { targets: ['one/m'], timeouts: { ...LIMITS, ...timeouts }, failover: { max_attempts: 1 } },
  });
}

const every = (stepMs: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => (n + 1) * stepMs);

describe('limits of a stream', () => {
  it.each<{ why: string; script: Script; outcome: string; endMs: number }>([
    {
      why: 'first content 1 ms before first_token',
      script: streaming({ text: 'A', piecesAtMs: [9999] }),
      outcome: 'ok',
      endMs: 9999,
    },
    {
      why: 'first content 1 ms after first_token',
      script: streaming({ text: 'A', piecesAtMs: [10_001] }),
      outcome: 'timeout_first_token',
      endMs: 10_000,
    },
    {
      why: 'next content 1 ms before idle',
      script: streaming({ text: 'A', piecesAtMs: [100, 5099] }),
      outcome: 'ok',
      endMs: 5099,
    },
    {
      why: 'next content 1 ms after idle',
      script: streaming({ text: 'A', piecesAtMs: [100, 5101] }),
      outcome: 'partial',
      endMs: 5100,
    },
    {
      why: 'comments only: no content in time',
      script: opened({ text: 'A', piecesAtMs: [], commentsAtMs: every(1000, 60) }),
      outcome: 'timeout_first_token',
      endMs: 10_000,
    },
    {
      why: 'comments after content do not count as progress',
      script: opened({ text: 'A', piecesAtMs: [100], commentsAtMs: every(1000, 60) }),
      outcome: 'partial',
      endMs: 5100,
    },
    { why: 'no connection', script: [], outcome: 'timeout_connect', endMs: 3000 },
    { why: 'a connection, and nothing more', script: HANGING, outcome: 'timeout_first_token', endMs: 10_000 },
    {
      why: 'content to the end of all time',
      script: opened({ text: 'A', piecesAtMs: every(1000, 100) }),
      outcome: 'partial',
      endMs: 60_000,
    },
  ])('$why: $outcome at $endMs ms', async ({ script, outcome, endMs }) => {
    const it = world(script);
    const caller = it.ask();
    await it.clock.advance(120_000);
    expect(it.reports).toMatchObject([{ outcome, durationMs: endMs }]);
    expect(caller.endedAtMs).toBe(endMs);
    expect(caller.text.endsWith('data: [DONE]\n\n')).toBe(outcome === 'ok');
    const aborted = outcome === 'ok' ? undefined : endMs;
    expect(it.calls[0]!.abortedAtMs).toBe(aborted);
  });

  it('comments keep the transport alive, and nothing else does', async () => {
    const patient = { first_token: '50s', idle: '50s' };
    const kept = world(opened({ text: 'A', piecesAtMs: [100], commentsAtMs: [15_000, 30_000] }), patient);
    kept.ask();
    await kept.clock.advance(120_000);
    expect(kept.reports).toMatchObject([{ outcome: 'partial', durationMs: 50_000 }]);
  });

  it('does not hold the provider guilty of its caller’s slowness', async () => {
    const it = world(streaming({ text: 'A', piecesAtMs: [100, 200, 300] }), { total: '2m' });
    const caller = it.ask({ readsAfterMs: 30_000 });
    await it.clock.advance(180_000);
    expect(it.reports).toMatchObject([{ outcome: 'ok' }]);
    expect(caller.text.match(/"A"/g)).toHaveLength(3);
    expect(it.health.standing('one/m').level).toBe(0);
  });

  it('resumes the limits once the caller reads again', async () => {
    const it = world(opened({ text: 'A', piecesAtMs: [100] }));
    it.ask({ readsAfterMs: 30_000 });
    await it.clock.advance(120_000);
    expect(it.reports).toMatchObject([{ outcome: 'partial', durationMs: 35_100 }]);
  });
});

describe('limits of a reply', () => {
  it.each<[number, string, number]>([
    [59_999, 'ok', 59_999],
    [60_001, 'timeout_total', 60_000],
  ])('whole at %d ms: %s', async (atMs, outcome, endMs) => {
    const it = world(replying('A', atMs));
    const caller = it.ask({ stream: false });
    await it.clock.advance(120_000);
    expect(it.reports).toMatchObject([{ outcome, durationMs: endMs }]);
    expect(caller.status).toBe(outcome === 'ok' ? 200 : 504);
  });
});

describe('the deadline of the whole exchange', () => {
  it.each([
    { timeoutMs: 7000, endMs: 7000 },
    { timeoutMs: 600_000, endMs: 60_000 },
  ])('a caller that gives $timeoutMs ms has its answer at $endMs ms', async ({ timeoutMs, endMs }) => {
    const it = world(HANGING, { first_token: '20m' });
    const caller = it.ask({ timeoutMs });
    await it.clock.advance(1_200_000);
    expect(caller.endedAtMs).toBe(endMs);
    expect(caller.status).toBe(504);
    expect(it.reports).toMatchObject([{ outcome: 'timeout_total' }]);
  });

  it('starts no wait that would end after it', async () => {
    const hint = breaking({ text: 'A', piecesAtMs: [] }, 100, 'cut');
    const it = new World({
      scripts: { 'one/m': [hint] },
      route: {
        targets: ['one/m'],
        failover: {
          rules: { stream_broken: 'retry_same', empty_response: 'retry_same' },
          backoff: { base: '20s', max: '20s', jitter: 'none' },
        },
      },
    });
    const caller = it.ask({ timeoutMs: 20_500 });
    await it.clock.advance(60_000);
    expect(caller.endedAtMs).toBe(100);
    expect(it.calls).toHaveLength(1);
  });
});
