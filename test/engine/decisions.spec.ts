import type { DecidedExchange } from '@fairlead/engine';
import type { Plan } from '@fairlead/policy';
import { play } from './world/play.js';
import { breaking, refusing, streaming } from './world/scripts.js';
import { World } from './world/world.js';

const good = streaming({ text: 'A', piecesAtMs: [10, 1000] });

/** Tier by tier: who was chosen, and how the attempts went. */
const path = ({ steps }: DecidedExchange): unknown[] =>
  steps.map(({ record, attempts }) => [record.chosen, ...attempts.map(({ result }) => result)]);

describe('what is told of the decisions', () => {
  it('is each choice, with the attempts that came of it', async () => {
    const it = new World({
      scripts: { 'one/a': [refusing(500)], 'two/b': [refusing(429)], 'three/c': [good] },
      route: {
        tiers: [{ targets: ['one/a'] }, { targets: ['two/b', 'three/c'] }],
        failover: { max_attempts: 5 },
      },
    });
    await play(it, { explain: true });
    const [decided] = it.decided;
    expect(decided).toMatchObject({
      id: 'request-1',
      route: 'chat',
      facts: { model: 'chat', stream: true },
      outcome: 'ok',
      status: 200,
      target: 'three/c',
    });
    expect(path(decided!)).toEqual([
      ['one/a', 'server_error', 'server_error'],
      ['two/b', 'rate_limited'],
      ['three/c', 'ok'],
    ]);
    expect(decided!.steps[2]!.record.candidates).toMatchObject([
      { id: 'one/a', excluded: 'tried' },
      { id: 'three/c' },
      { id: 'two/b' },
    ]);
  });

  it('ends with the choice of nobody where there was none', async () => {
    const it = new World({
      scripts: { 'one/a': [refusing(401)] },
      route: { targets: ['one/a'], panic: { mode: 'fail_fast' } },
    });
    for (let n = 0; n < 2; n++) {
      it.ask();
      await it.clock.advance(1000);
    }
    expect(it.decided.map(path)).toEqual([[['one/a', 'auth_invalid'], [undefined]], [[undefined]]]);
    expect(it.decided[1]).toMatchObject({ outcome: 'gateway_no_target', status: 503 });
    expect(it.decided[1]!.target).toBeUndefined();
  });

  it('is one choice for a request that waited, however often it asked', async () => {
    const adapt = (plan: Plan): Plan => ({
      ...plan,
      routes: plan.routes.map((route) => ({ ...route, queue: { max: 9, waitMs: 60_000 } })),
    });
    const it = new World({
      scripts: { 'one/a': [good] },
      route: { targets: [{ target: 'one/a', limits: { concurrency: 1 } }] },
      adapt,
    });
    for (let n = 0; n < 3; n++) it.ask();
    await it.clock.advance(60_000);
    expect(it.decided.map(path)).toEqual([[['one/a', 'ok']], [['one/a', 'ok']], [['one/a', 'ok']]]);
  });

  it('tells both halves of a stream that went on elsewhere', async () => {
    const it = new World({
      scripts: {
        'one/a': [breaking({ text: 'AB', piecesAtMs: [10] }, 500, 'cut')],
        'two/a': [streaming({ text: 'AB', piecesAtMs: [10, 20] })],
      },
      route: {
        tiers: [{ targets: ['one/a'] }, { targets: ['two/a'] }],
        failover: { on_stream_break: 'continue' },
      },
    });
    await play(it);
    expect(path(it.decided[0]!)[0]).toEqual(['one/a', 'stream_broken']);
  });

  it.each([
    [true, 'request-1'],
    [false, undefined],
  ])('has its id in the answer where the caller asks: %p', async (explain, header) => {
    const it = new World({ scripts: { 'one/a': [good] } });
    const caller = await play(it, { explain });
    expect(caller.header('x-fairlead-decision')).toBe(header);
  });

  it('is nothing for a request that came to no route', async () => {
    const it = new World({ scripts: { 'one/a': [good] } });
    await play(it, { body: { model: 7 }, explain: true });
    expect([it.reports.length, it.decided]).toEqual([1, []]);
  });
});
