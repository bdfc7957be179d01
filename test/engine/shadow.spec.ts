import type { TargetId } from '@fairlead/plugin-sdk';
import { anthropicMessages, openAiResponses } from '@fairlead/dialects';
import { good, play } from './world/play.js';
import { HANGING, refusing, replying, streaming, UNREACHABLE } from './world/scripts.js';
import { World, type Question, type WorldOptions } from './world/world.js';

const LIVE = 'one/a';
const COPY = 'two/b';
const IN_EU = [{ target: LIVE, region: 'eu' }];

type Setting = Partial<WorldOptions> & { readonly shadow?: object };

/** One live target, and one that gets a copy of everything. */
function world({ shadow = {}, route = {}, scripts = {}, ...rest }: Setting = {}): World {
  return new World({
    scripts: { [LIVE]: good('live'), [COPY]: good('copy'), ...scripts },
    route: { targets: [LIVE], shadow: [{ target: COPY, sample: '100%', ...shadow }], ...route },
    ...rest,
  });
}

const called = (it: World, target: TargetId = COPY) => it.calls.filter((call) => call.target === target);

describe('a copy', () => {
  it.each([
    ['the first content of a stream', good('live'), true, 50],
    ['a whole reply', [replying('live', 70)], false, 70],
  ])('goes out with %s, and says the same', async (_, live, stream, atMs) => {
    const it = world({ scripts: { [LIVE]: live, [COPY]: stream ? good('copy') : [replying('copy', 20)] } });
    const caller = await play(it, { stream });
    expect(called(it).map((call) => call.atMs)).toEqual([atMs]);
    const [original, copy] = it.calls.map(
      ({ request }) => JSON.parse(Buffer.from(request.body as Uint8Array).toString()) as object,
    );
    expect(copy).toEqual({ ...original, model: 'b' });
    expect(caller.text).not.toContain('copy');
    expect(it.copies).toEqual([
      expect.objectContaining({ route: 'chat', target: COPY, result: 'ok', requestId: 'request-1' }),
    ]);
    expect(it.reports).toHaveLength(1);
    expect(it.decided[0]!.steps).toHaveLength(1);
  });

  it.each<[string, Setting, Question]>([
    ['nobody has answered', { scripts: { [LIVE]: [UNREACHABLE] } }, {}],
    ['the answer was none', { scripts: { [LIVE]: [refusing(400)] } }, {}],
    ['the sample is too small', { shadow: { sample: '0.01%' } }, {}],
    ['the target is known to be too small', { contextWindows: { [COPY]: 3 } }, {}],
    ['it cannot say it', { speaks: { [COPY]: ['anthropic-messages'] } }, { body: { logit_bias: { 1: 2 } } }],
    ['the route demands more of a target', { route: { targets: IN_EU, require: { regions: 'eu' } } }, {}],
    [
      'a constraint is not met',
      {
        route: { targets: IN_EU },
        policy: { constraints: [{ name: 'eu', match: 'any', require: { regions: 'eu' } }] },
      },
      {},
    ],
  ])('is not sent when %s', async (_, setting, question) => {
    const it = world(setting);
    await play(it, question);
    expect(called(it, LIVE)).not.toEqual([]);
    expect(called(it)).toEqual([]);
    expect(it.copies).toEqual([]);
  });

  it('is translated for a target that speaks otherwise', async () => {
    const it = world({ speaks: { [COPY]: ['anthropic-messages'] } });
    await play(it, { body: { max_tokens: 5 } });
    expect(called(it)[0]!.request).toMatchObject({ dialect: 'anthropic-messages', model: 'b' });
  });
});

describe('unless', () => {
  const image = [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }];
  const tools = [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }];
  const responses = { dialect: openAiResponses, stream: true };
  it.each<[string, string, Question, number]>([
    ['tools', 'tools', { body: { tools } }, 0],
    ['tools', 'an image', { body: { messages: [{ role: 'user', content: image }] } }, 1],
    ['vision', 'an image', { body: { messages: [{ role: 'user', content: image }] } }, 0],
    ['vision', 'tools', { body: { tools } }, 1],
    ['stored', 'a kept completion', { body: { store: true } }, 0],
    ['stored', 'a plain request', {}, 1],
    ['stored', 'a response', { ...responses, body: { model: 'chat', stream: true, input: 'hi' } }, 0],
    [
      'stored',
      'a response that is not kept',
      { ...responses, body: { model: 'chat', stream: true, input: 'hi', store: false } },
      1,
    ],
  ])('%s: of %s', async (unless, _, question, copies) => {
    const it = world({ shadow: { unless } });
    await play(it, question);
    expect(called(it)).toHaveLength(copies);
  });

  it('knows a tool that is only in the history', async () => {
    const it = world({ shadow: { unless: ['tools'] } });
    const messages = [
      { role: 'user', content: 'x' },
      {
        role: 'assistant',
        tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'c', content: 'y' },
    ];
    await play(it, { body: { messages } });
    expect(called(it)).toEqual([]);
  });
});

describe('how many', () => {
  const hanging = { [COPY]: [HANGING] };

  it('the sample, by the id of the request, the same whenever it is played (seed 5)', async () => {
    const drawn = async (): Promise<readonly string[]> => {
      const it = world({ seed: 5, shadow: { sample: '25%', max_concurrency: 1000 } });
      for (let i = 0; i < 400; i++) it.ask();
      await it.clock.advance(1000);
      return it.copies.map(({ requestId }) => requestId);
    };
    const once = await drawn();
    expect(once.length).toBeGreaterThan(70);
    expect(once.length).toBeLessThan(130);
    expect(await drawn()).toEqual(once);
  });

  it('no more at once than max_concurrency, over a reload too', async () => {
    const it = world({ scripts: hanging, shadow: { max_concurrency: 2 } });
    for (let i = 0; i < 5; i++) it.ask();
    await it.clock.advance(1000);
    expect(called(it)).toHaveLength(2);
    it.reload({ targets: [LIVE], shadow: [{ target: COPY, sample: '100%', max_concurrency: 3 }] });
    for (let i = 0; i < 5; i++) it.ask();
    await it.clock.advance(1000);
    expect(called(it)).toHaveLength(3);
    await it.clock.advance(600_000);
    expect(it.copies.map(({ result }) => result)).toEqual(Array(3).fill('timeout_first_token'));
    it.ask();
    await it.clock.advance(1000);
    expect(called(it)).toHaveLength(4);
  });

  it('what its budget pays for, and no more', async () => {
    const it = world({
      shadow: { budget: 'copies' },
      policy: { budgets: { copies: { limit_usd: 0.00025, per: 'hour', applies_to: 'shadow' } } },
      // 100,000 nano-dollars by estimate, 20,000 in fact.
      prices: { [COPY]: { input: 0, output: 1 } },
      scripts: { [LIVE]: [replying('live', 10)], [COPY]: [replying('copy', 1000)] },
    });
    for (let i = 0; i < 4; i++) it.ask({ stream: false, body: { max_tokens: 100 } });
    await it.clock.advance(5000);
    expect(it.copies.map(({ costNanoUsd }) => costNanoUsd)).toEqual([20_000, 20_000]);
    expect(it.reports.every((report) => report.costNanoUsd === undefined)).toBe(true);
    for (let i = 0; i < 20; i++) {
      it.ask({ stream: false, body: { max_tokens: 100 } });
      await it.clock.advance(2000);
    }
    expect(it.copies.reduce((sum, { costNanoUsd = 0 }) => sum + costNanoUsd, 0)).toBeLessThanOrEqual(250_000);
  });
});

describe('the end of a copy', () => {
  it('is not its caller, who leaves', async () => {
    const it = world({ scripts: { [LIVE]: [streaming({ text: 'x', piecesAtMs: [10, 5000] })] } });
    await play(it, { leavesAtMs: 20 });
    expect(it.reports[0]!.outcome).toBe('cancelled');
    expect(it.copies[0]!.result).toBe('ok');
  });

  it('is the end of the process, which does not wait for it', async () => {
    const it = world({ scripts: { [COPY]: [HANGING] } });
    it.ask();
    await it.clock.advance(100);
    await it.engine.whenIdle();
    it.engine.stop();
    await it.clock.advance(0);
    expect(called(it)[0]!.abortedAtMs).toBe(100);
    expect(it.copies[0]!.result).toBe('cancelled');
    it.ask();
    await it.clock.advance(100);
    expect(called(it)).toHaveLength(1);
  });

  it('is its first failure: no second attempt, no other target', async () => {
    const it = world({ scripts: { [COPY]: [refusing(500)], 'three/c': good('c') }, route: {} });
    await play(it);
    expect(it.calls.map(({ target }) => target)).toEqual([LIVE, COPY]);
    expect(it.copies[0]).toMatchObject({ result: 'server_error' });
  });

  it('may be a provider that throws: the answer is whole all the same', async () => {
    const thrown: World = world({
      onCall: () => {
        if (thrown.calls.at(-1)!.target === COPY) throw new Error('boom');
      },
    });
    const caller = await play(thrown);
    expect(caller.text).toContain('[DONE]');
    expect(thrown.copies[0]).toMatchObject({ target: COPY, result: 'gateway_error' });
    expect(thrown.copies[0]!.error).toContain('boom');
  });

  it('keeps the generation it goes by until then', async () => {
    const it = world({ scripts: { [COPY]: [HANGING] } });
    const old = it.engine.current();
    it.ask();
    await it.clock.advance(100);
    it.reload({ targets: [LIVE] });
    let released = false;
    void it.engine.whenReleased(old).then(() => (released = true));
    await it.clock.advance(1000);
    expect(released).toBe(false);
    await it.clock.advance(600_000);
    expect(released).toBe(true);
  });
});

it('tells the quota of its target of a 429, and health of nothing', async () => {
  const it = world({ scripts: { [COPY]: [refusing(429, { retryAfter: '30' })] } });
  it.ask();
  await it.clock.advance(1000);
  expect(it.health.standing(COPY).obstacle).toMatchObject({ condition: 'quota' });
  expect(it.health.report().find(({ id }) => id === COPY)).not.toHaveProperty('lastOutcome');
  await play(it, { dialect: anthropicMessages, body: { model: 'chat' } });
  expect(called(it)).toHaveLength(1);
});
