import { FAULT_CLASSES, FAULTS, type FaultRule } from '@fairlead/plugin-sdk';
import { good } from './world/play.js';
import type { Script } from './world/scripted-provider.js';
import { breaking, failed, HANGING, refusing, replying, streaming, UNREACHABLE } from './world/scripts.js';
import { World } from './world/world.js';

/** Failures in a row that each circuit of a target has counted. */
function charges(it: World, id: string): { endpoint: number; model: number } {
  const { endpoint, model } = it.health.report().find((target) => target.id === id)!;
  return { endpoint: endpoint.consecutiveFailures, model: model.consecutiveFailures };
}

describe('whom a fault is charged to', () => {
  it.each(FAULT_CLASSES)('%s, as the table says, and the load is given back', async (faultClass) => {
    const it = new World({
      scripts: { 'one/a': [[{ atMs: 1, does: 'connect' }, failed(faultClass, 10)]] },
      route: { targets: ['one/a'], failover: { max_attempts: 1 } },
    });
    it.ask();
    await it.clock.advance(10);
    const { charges: scope, consecutiveWeight, sets }: FaultRule = FAULTS[faultClass];
    const none = { endpoint: 0, model: 0 };
    expect(charges(it, 'one/a')).toEqual(scope === 'none' ? none : { ...none, [scope]: consecutiveWeight });
    const condition = it.health.standing('one/a').obstacle?.condition;
    expect(condition).toBe(sets === undefined ? undefined : sets === 'quota' ? 'quota' : 'config');
    expect(it.load.target('one/a')).toMatchObject({ inflight: 0, inflightTokens: 0 });
    expect(it.engine.inflight).toBe(0);
  });

  it('a stale connection to nobody', async () => {
    const stale: Script = [failed('connect_error', 5, { staleConnection: true })];
    const it = new World({ scripts: { 'one/a': [stale] } });
    it.ask();
    await it.clock.advance(60_000);
    expect(it.calls.length).toBeGreaterThan(2);
    expect(charges(it, 'one/a')).toEqual({ endpoint: 0, model: 0 });
  });

  it('a caller that leaves to nobody, and the provider is told at once', async () => {
    const it = new World({ scripts: { 'one/a': [HANGING] } });
    const caller = it.ask({ leavesAtMs: 700 });
    await it.clock.advance(60_000);
    expect(it.calls).toMatchObject([{ target: 'one/a', abortedAtMs: 700 }]);
    expect(it.reports).toMatchObject([{ outcome: 'cancelled', status: 499, durationMs: 700 }]);
    expect(charges(it, 'one/a')).toEqual({ endpoint: 0, model: 0 });
    expect(caller.starts).toEqual([]);
  });
});

describe('the poison guard', () => {
  const noRetries = { same_target_retries: 0 };
  const broken: readonly Script[] = [refusing(500)];
  const scripts = { 'one/a': broken, 'two/b': broken, 'three/c': good('C') };
  const route = { targets: Object.keys(scripts), failover: noRetries };

  it('stops the plan after two sound domains, and charges neither', async () => {
    const it = new World({ scripts, route });
    const caller = it.ask();
    await it.clock.advance(60_000);
    expect(it.trail).toEqual([
      ['one/a', 0],
      ['two/b', 10],
    ]);
    expect(caller.status).toBe(502);
    for (const id of ['one/a', 'two/b']) expect(charges(it, id)).toEqual({ endpoint: 0, model: 0 });
  });

  it.each([
    { text: 'the same', afterMs: 59_000, charged: 0 },
    { text: 'the same', afterMs: 61_000, charged: 1 },
    { text: 'another', afterMs: 1000, charged: 1 },
  ])('$text request $afterMs ms later, which one target can answer: $charged', async (row) => {
    const it = new World({
      scripts: { 'one/a': broken, 'two/b': [...broken, ...good('B')] },
      route: { targets: ['one/a', 'two/b'], failover: noRetries },
    });
    it.ask({ text: 'the same' });
    await it.clock.advance(row.afterMs);
    it.ask({ text: row.text });
    await it.clock.advance(1000);
    expect(it.reports.map(({ outcome }) => outcome)).toEqual(['server_error', 'ok']);
    expect(charges(it, 'one/a').model).toBe(row.charged);
  });

  it('charges the one target that failed when another one manages', async () => {
    const it = new World({
      scripts: { 'one/a': broken, 'two/b': good('B') },
      route: { targets: ['one/a', 'two/b'], failover: noRetries },
    });
    it.ask();
    await it.clock.advance(60_000);
    expect(charges(it, 'one/a').model).toBe(1);
    expect(charges(it, 'two/b').model).toBe(0);
  });

  it('holds no place in flight while it waits for the verdict', async () => {
    const it = new World({
      scripts: { 'one/a': broken, 'two/b': [HANGING] },
      route: { targets: ['one/a', 'two/b'], failover: noRetries },
    });
    it.ask();
    await it.clock.advance(1000);
    expect(it.load.target('one/a')).toMatchObject({ inflight: 0, inflightTokens: 0 });
    expect(it.load.target('two/b').inflight).toBe(1);
  });

  it('charges it as soon as another one answers, however long that answer takes', async () => {
    const long = streaming({ text: 'B', piecesAtMs: [50, 30_000, 60_000] });
    const it = new World({
      scripts: { 'one/a': broken, 'two/b': [long] },
      route: { targets: ['one/a', 'two/b'], failover: noRetries },
    });
    for (let n = 0; n < 10; n++) {
      it.ask({ text: `question ${n}` });
      await it.clock.advance(1000);
    }
    expect(it.calls.filter(({ target }) => target === 'one/a')).toHaveLength(5);
    expect(it.health.standing('one/a').circuit).not.toBe('healthy');
  });

  it.each<[string, Script]>([
    ['an overload', refusing(503)],
    ['a dead endpoint', UNREACHABLE],
    ['an empty stream', breaking({ text: 'A', piecesAtMs: [] }, 20, 'cut')],
  ])('does not suspect the request after %s', async (_, script) => {
    const it = new World({ scripts: { 'one/a': [script], 'two/b': [script], 'three/c': good('C') }, route });
    it.ask();
    await it.clock.advance(60_000);
    expect(it.calls).toHaveLength(3);
    for (const id of ['one/a', 'two/b']) expect(charges(it, id)).not.toEqual({ endpoint: 0, model: 0 });
  });
});

describe('one ending', () => {
  const cases: Readonly<
    Record<string, { script: Script; outcome: string; stream?: boolean; leavesAtMs?: number }>
  > = {
    'a stream': { script: streaming({ text: 'A', piecesAtMs: [50, 90] }), outcome: 'ok' },
    'a reply': { script: replying('A', 50), outcome: 'ok', stream: false },
    'a refusal': { script: refusing(400), outcome: 'bad_request' },
    'a broken stream': { script: breaking({ text: 'A', piecesAtMs: [50] }, 60, 'reset'), outcome: 'partial' },
    silence: { script: HANGING, outcome: 'timeout_first_token' },
    'a caller that leaves': { script: HANGING, outcome: 'cancelled', leavesAtMs: 10 },
    'a caller that leaves after content': {
      script: streaming({ text: 'A', piecesAtMs: [50, 90] }),
      outcome: 'cancelled',
      leavesAtMs: 60,
    },
  };

  it.each(Object.entries(cases))('%s is reported once', async (_, { script, outcome, ...question }) => {
    const it = new World({
      scripts: { 'one/a': [script] },
      route: { targets: ['one/a'], failover: { max_attempts: 1 } },
    });
    const caller = it.ask(question);
    await it.clock.advance(1_200_000);
    expect(it.reports.map((report) => report.outcome)).toEqual([outcome]);
    expect(caller.ends).toBe(outcome === 'cancelled' ? 0 : 1);
    expect(caller.starts.length).toBeLessThanOrEqual(1);
    expect(caller.outOfTurn).toEqual([]);
  });

  it('a model that nobody has is refused without an attempt', async () => {
    const it = new World({
      scripts: { 'one/a': good('A') },
      route: { match: { model: 'other' }, targets: ['one/a'] },
    });
    const caller = it.ask();
    await it.clock.advance(10);
    expect(caller.status).toBe(404);
    expect(it.reports).toMatchObject([{ outcome: 'bad_request', attempts: [] }]);
    expect(it.calls).toEqual([]);
  });
});
