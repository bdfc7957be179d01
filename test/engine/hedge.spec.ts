import { good, play, tried } from './world/play.js';
import { HANGING, opened, refusing, replying, streaming } from './world/scripts.js';
import type { Script } from './world/scripted-provider.js';
import { World, type Question, type WorldOptions } from './world/world.js';

const EU = { region: 'eu', tags: [] };
const DELAY_MS = 500;
/** Every request may be hedged. */
const HEDGE = { after: '500ms', max_extra: '100%' };

interface Given extends Partial<WorldOptions> {
  readonly hedge?: object | false;
  readonly with?: object;
}

/** `one/a` is asked first, and `two/b` beside it. */
function world({ hedge = HEDGE as object | false, with: more, ...options }: Given): World {
  const scripts = options.scripts ?? { 'one/a': [HANGING], 'two/b': good('B') };
  const route = { targets: Object.keys(scripts), ...(hedge && { hedge }), ...more };
  return new World({ ...options, route, scripts });
}

const at = (ms: number): readonly Script[] => [streaming({ text: 'A', piecesAtMs: [ms, ms + 10] })];

describe('when a hedge begins', () => {
  it.each([
    { firstMs: DELAY_MS - 1, calls: [['one/a', 0]] },
    {
      firstMs: DELAY_MS + 1,
      calls: [
        ['one/a', 0],
        ['two/b', DELAY_MS],
      ],
    },
  ])('first content at $firstMs ms, delay 500 ms: $calls', async ({ firstMs, calls }) => {
    const it = world({ scripts: { 'one/a': at(firstMs), 'two/b': good('B') } });
    const caller = await play(it);
    expect(it.trail).toEqual(calls);
    expect(caller.text).toContain('"A"');
    expect(it.calls[1]?.abortedAtMs).toBe(calls.length > 1 ? firstMs : undefined);
    expect(it.reports[0]!.hedge).toEqual(calls.length > 1 ? { target: 'two/b', won: false } : undefined);
  });

  it('is never sooner than min_delay', async () => {
    const it = world({ hedge: { ...HEDGE, min_delay: '800ms' } });
    await play(it);
    expect(it.trail[1]).toEqual(['two/b', 800]);
  });

  it('is the 95th percentile of what the first target took, once twenty of those are known', async () => {
    const took = Array.from({ length: 20 }, (_, n) => at((n + 1) * 100)[0]!);
    const it = world({
      scripts: { 'one/a': [...took, HANGING], 'two/b': good('B') },
      hedge: { after: 'p95', max_extra: '100%' },
    });
    for (let n = 0; n < took.length; n++) {
      it.ask();
      await it.clock.advance(5000);
    }
    expect(tried(it)).not.toContain('two/b');
    it.ask();
    await it.clock.advance(5000);
    expect(it.trail.at(-1)).toEqual(['two/b', 20 * 5000 + 1900]);
  });

  it('is not when a whole reply has begun to arrive', async () => {
    const slow: Script = [...replying('A', 400).slice(0, 3), { atMs: 900, does: 'end' }];
    const it = world({ scripts: { 'one/a': [slow], 'two/b': [replying('B', 10)] } });
    expect((await play(it, { stream: false })).text).toContain('"A"');
    expect(tried(it)).toEqual(['one/a']);
  });
});

describe('of the two', () => {
  it('the first content is the answer, and the other is called off in the same tick', async () => {
    const it = world({});
    const caller = await play(it);
    expect(it.calls.map(({ abortedAtMs }) => abortedAtMs)).toEqual([DELAY_MS + 50, undefined]);
    expect([caller.starts.length, caller.header('x-fairlead-target')]).toEqual([1, 'two/b']);
    expect(it.reports).toMatchObject([
      {
        outcome: 'ok',
        target: 'two/b',
        hedge: { target: 'two/b', won: true },
        attempts: [
          { target: 'one/a', result: 'cancelled', startedMs: 0, durationMs: DELAY_MS + 50 },
          { target: 'two/b', result: 'ok', hedge: true, startedMs: DELAY_MS },
        ],
      },
    ]);
    expect(it.reports[0]!.attempts[0]!.hedge).toBeUndefined();
  });

  it('what comes before content decides nothing', async () => {
    const talks = streaming({ text: 'A', piecesAtMs: [700], commentsAtMs: [100, 510, 520] });
    const it = world({ scripts: { 'one/a': [talks], 'two/b': good('B') } });
    expect((await play(it)).text).toContain('"B"');
  });

  it('the first whole reply is the answer', async () => {
    const it = world({ scripts: { 'one/a': [replying('A', 700)], 'two/b': [replying('B', 100)] } });
    const caller = await play(it, { stream: false });
    expect([caller.text.includes('"B"'), caller.endedAtMs]).toEqual([true, DELAY_MS + 100]);
    expect(it.calls[0]!.abortedAtMs).toBe(DELAY_MS + 100);
  });

  it('the one that fails leaves the other alone: the first', async () => {
    const it = world({ scripts: { 'one/a': [refusing(503, { atMs: 510 })], 'two/b': good('B') } });
    const caller = await play(it);
    expect([caller.text.includes('"B"'), tried(it)]).toEqual([true, ['one/a', 'two/b']]);
    expect(it.reports[0]!.attempts.map(({ result }) => result)).toEqual(['overloaded', 'ok']);
  });

  it('the one that fails leaves the other alone: the second, whatever it says', async () => {
    for (const status of [400, 429, 503]) {
      const it = world({ scripts: { 'one/a': at(2000), 'two/b': [refusing(status)] } });
      const caller = await play(it);
      expect([caller.text.includes('"A"'), tried(it)]).toEqual([true, ['one/a', 'two/b']]);
      expect(it.reports[0]!.hedge).toEqual({ target: 'two/b', won: false });
    }
  });

  it('the one that fails leaves the other alone: also where its failure makes the request suspect', async () => {
    const broken = [refusing(500)];
    const it = world({
      scripts: { 'one/a': broken, 'two/b': at(2000), 'three/c': broken },
      with: { failover: { same_target_retries: 0 } },
    });
    const caller = await play(it);
    expect(tried(it)).toEqual(['one/a', 'two/b', 'three/c']);
    expect([caller.status, caller.text.includes('"A"')]).toEqual([200, true]);
  });

  it('a verdict of the first on the request is final', async () => {
    const it = world({ scripts: { 'one/a': [refusing(400, { atMs: 510 })], 'two/b': good('B') } });
    const caller = await play(it);
    expect([caller.status, it.calls[1]!.abortedAtMs]).toEqual([400, 510]);
  });

  it('when both fail, it goes on with a third', async () => {
    const it = world({
      scripts: {
        'one/a': [refusing(401, { atMs: 510 })],
        'two/b': [refusing(401, { atMs: 100 })],
        'three/c': good('C'),
      },
    });
    expect((await play(it)).text).toContain('"C"');
    expect(tried(it)).toEqual(['one/a', 'two/b', 'three/c']);
  });

  it('neither is heard of any more when the caller leaves', async () => {
    const it = world({ scripts: { 'one/a': [HANGING], 'two/b': [HANGING] } });
    await play(it, { leavesAtMs: 600 });
    expect(it.calls.map(({ abortedAtMs }) => abortedAtMs)).toEqual([600, 600]);
    expect(it.reports).toMatchObject([{ outcome: 'cancelled' }]);
  });

  it('neither outlives the deadline', async () => {
    const it = world({ scripts: { 'one/a': [HANGING], 'two/b': [HANGING] } });
    const caller = await play(it, { timeoutMs: 2000 });
    expect(it.calls.map(({ abortedAtMs }) => abortedAtMs)).toEqual([2000, 2000]);
    expect(caller.status).toBe(504);
  });
});

describe('the one that lost', () => {
  it('has not failed, but its silence counted as long as it lasted', async () => {
    const it = world({});
    for (let n = 0; n < 5; n++) it.ask();
    await it.clock.advance(DELAY_MS + 20);
    expect(it.load.target('one/a').waiting.meanAgeMs(it.clock.now())).toBe(DELAY_MS + 20);
    await it.clock.advance(60_000);
    expect(it.load.target('one/a')).toMatchObject({ inflight: 0, inflightTokens: 0 });
    expect(it.load.target('one/a').failures.rate(it.clock.now())).toBe(0);
    expect(it.health.standing('one/a')).toMatchObject({ level: 0, circuit: 'healthy' });
  });

  it('is paid as far as its cost is known', async () => {
    const usage = { prompt_tokens: 1000, completion_tokens: 5 };
    const said = `data: ${JSON.stringify({ choices: [], usage })}\n\n`;
    const silent: Script = [
      ...opened({ text: 'A', piecesAtMs: [] }),
      { atMs: 100, does: 'send', text: said },
    ];
    const it = world({
      scripts: { 'one/a': [silent], 'two/b': good('B') },
      prices: { 'one/a': { input: 1, output: 2 } },
    });
    await play(it);
    expect(it.reports[0]!.hedge).toEqual({ target: 'two/b', won: true, lostNanoUsd: 1_010_000 });
  });
});

describe('no hedge', () => {
  const plain: Question = {};
  const tools = (type: string): object => ({ tools: [{ type, name: 't' }] });
  const one = { 'one/a': [HANGING], 'one/b': good('B') };
  const slow = { 'one/a': at(900), 'two/b': good('B') };

  it.each<[string, Given, Question]>([
    ['where the route does not say so', { hedge: false, scripts: slow }, plain],
    ['at the same endpoint with the same key', { scripts: { ...one, 'one/a': at(900) } }, plain],
    ['beyond max_attempts', { scripts: slow, with: { failover: { max_attempts: 1 } } }, plain],
    [
      'of a caller’s own retry, which halves that',
      { scripts: slow, with: { failover: { max_attempts: 2 } } },
      { clientRetry: true },
    ],
    ['of an answer that is kept', { scripts: slow }, { body: { store: true } }],
    ['of a request with a tool of the provider', { scripts: slow }, { body: tools('web_search') }],
    [
      'that costs more than it may',
      {
        scripts: slow,
        hedge: { ...HEDGE, max_cost_usd: 0.000001 },
        prices: { 'two/b': { input: 1, output: 1 } },
      },
      plain,
    ],
    [
      'at an unknown price, where it may only cost so much',
      { scripts: slow, hedge: { ...HEDGE, max_cost_usd: 1 } },
      plain,
    ],
    ['with no time left for it', { scripts: slow }, { timeoutMs: 1400 }],
    [
      'at a target that a constraint keeps out',
      {
        scripts: slow,
        policy: { constraints: [{ name: 'eu', match: 'any', require: { regions: ['eu'] } }] },
        traits: { 'one/a': EU },
      },
      plain,
    ],
  ])('%s', async (_, given, question) => {
    const it = world(given);
    const caller = await play(it, question);
    expect(tried(it)).toEqual(['one/a']);
    expect(caller.text).toContain('"A"');
    expect(it.reports[0]!.hedge).toBeUndefined();
  });

  it.each(['one/a', 'two/b'])('beside or at a target on trial: %s', async (onTrial) => {
    const it = world({ scripts: slow });
    it.health.eject(onTrial, 1000);
    await it.clock.advance(1000);
    expect(it.health.standing(onTrial).circuit).toBe('probation');
    await play(it);
    expect(tried(it)).toEqual(['one/a']);
  });

  it('that its budget has no room for', async () => {
    const budgets = { races: { limit_usd: 0.01, per: 'day', applies_to: 'hedges' } };
    const prices = { 'two/b': { input: 0, output: 30 } };
    const it = world({
      scripts: { 'one/a': at(900), 'two/b': [HANGING, ...good('B')] },
      policy: { budgets },
      prices,
    });
    const body = { max_tokens: 200 };
    it.ask({ body });
    it.ask({ body });
    await it.clock.advance(DELAY_MS);
    expect(tried(it)).toEqual(['one/a', 'one/a', 'two/b']);
    await it.clock.advance(10_000);
    await play(it, { body });
    expect(tried(it).filter((id) => id === 'two/b')).toHaveLength(2);
  });
});

it('is one choice more in the decisions', async () => {
  const it = world({});
  await play(it);
  const [decided] = it.decided;
  expect(
    decided!.steps.map(({ record, attempts }) => [record.chosen, attempts.map(({ hedge }) => hedge)]),
  ).toEqual([
    ['one/a', [undefined]],
    ['two/b', [true]],
  ]);
});
