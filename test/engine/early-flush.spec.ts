import { anthropicMessages, gemini, openAiResponses, type Dialect } from '@fairlead/dialects';
import { HANGING, refusing, replying, streaming, UNREACHABLE } from './world/scripts.js';
import type { Script } from './world/scripted-provider.js';
import { World, type Question, type WorldOptions } from './world/world.js';

const WAITING = ': waiting\n\n';
const late = (atMs: number): Script => streaming({ text: 'late', piecesAtMs: [atMs] });

function world(script: readonly Script[], more: Partial<WorldOptions> = {}): World {
  return new World({
    scripts: { 'one/a': script },
    route: { targets: ['one/a'], timeouts: { early_flush: '15s', first_token: '50s', total: '60s' } },
    ...more,
  });
}

it.each([
  ['in time', 14_999, []],
  ['once', 20_000, [15_000]],
  ['three times', 48_000, [15_000, 30_000, 45_000]],
])('the caller of a stream is told to wait %s', async (_, atMs, told) => {
  const it = world([late(atMs)]);
  const caller = it.ask();
  await it.clock.advance(60_000);
  const waits = caller.writes.filter(({ text }) => text === WAITING);
  expect(waits.map((write) => write.atMs)).toEqual(told);
  expect(caller.text.replaceAll(WAITING, '')).toContain('late');
  expect(caller.text.trimEnd()).toMatch(/\[DONE\]$/);
  expect(caller.starts).toHaveLength(1);
  expect(caller.starts[0]!.status).toBe(200);
  expect(caller.header('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(caller.header('x-fairlead-route')).toBe('chat');
  const names = told.length > 0 ? undefined : 'one/a';
  expect(caller.header('x-fairlead-target')).toBe(names);
  expect(caller.header('x-fairlead-attempts')).toBe(names && '1');
  expect(it.reports[0]).toMatchObject({ outcome: 'ok', target: 'one/a', firstTokenMs: atMs });
  expect(caller.outOfTurn).toEqual([]);
});

it('another target can still answer behind it', async () => {
  const it = world([[]], {
    scripts: { 'one/a': [HANGING], 'two/b': [late(10)] },
    route: {
      targets: ['one/a', 'two/b'],
      timeouts: { early_flush: '5s', first_token: '12s', total: '60s' },
    },
  });
  const caller = it.ask();
  await it.clock.advance(60_000);
  expect(caller.text.startsWith(WAITING + WAITING)).toBe(true);
  expect(caller.text).toContain('late');
  expect(it.reports[0]).toMatchObject({ outcome: 'ok', target: 'two/b', attempts: [{}, {}] });
  expect(caller.outOfTurn).toEqual([]);
});

const TABLE: readonly [Dialect, object, RegExp][] = [
  [openAiResponses, { model: 'chat', stream: true, input: 'x' }, /^event: error\ndata: \{"type":"error"/],
  [
    anthropicMessages,
    { model: 'chat', stream: true, max_tokens: 9, messages: [{ role: 'user', content: 'x' }] },
    /^event: error\ndata: \{"type":"error","error":\{/,
  ],
  [gemini, { contents: [{ role: 'user', parts: [{ text: 'x' }] }] }, /^data: \{"error":\{"code":504/],
];

it.each(TABLE.map((row) => [row[0].name, ...row] as const))(
  'nobody answered after all: an error event of %s',
  async (_, dialect, body, event) => {
    const it = world([HANGING]);
    const caller = it.ask({ dialect, body });
    await it.clock.advance(60_000);
    expect(caller.starts.map(({ status }) => status)).toEqual([200]);
    expect(caller.text.replaceAll(WAITING, '')).toMatch(event);
    expect(caller.ends).toBe(1);
    expect(it.reports[0]).toMatchObject({ outcome: 'timeout_first_token', status: 504 });
  },
);

it('a refusal is an error event too, and no end of a whole answer', async () => {
  const it = world([refusing(400, { atMs: 20_000 })]);
  const caller = it.ask();
  await it.clock.advance(60_000);
  expect(caller.text).toContain(`${WAITING}data: {"error":{"message":"status 400"`);
  expect(caller.text).not.toContain('[DONE]');
});

it.each<[string, Question, readonly Script[]]>([
  ['a reply that does not stream', { stream: false }, [replying('late', 20_000)]],
  [
    'an array of JSON',
    { dialect: gemini, body: TABLE[2]![1], framing: 'json-array' },
    [refusing(400, { atMs: 20_000 })],
  ],
  ['a caller who left', { leavesAtMs: 10_000 }, [HANGING]],
  ['a quick failure', {}, [UNREACHABLE]],
])('%s gets no comment', async (_, question, script) => {
  const it = world(script);
  const caller = it.ask(question);
  await it.clock.advance(60_000);
  expect(caller.text).not.toContain(WAITING);
  expect(caller.outOfTurn).toEqual([]);
});

it('waiting in a queue counts', async () => {
  const route = {
    targets: [{ target: 'one/a', limits: { concurrency: 1 } }],
    timeouts: { early_flush: '5s', total: '60s' },
    queue: { max: 4, wait: '30s' },
  };
  const it = world([streaming({ text: 'long', piecesAtMs: [100, 12_000] })], { route });
  it.ask();
  const caller = it.ask();
  await it.clock.advance(60_000);
  expect(caller.text.startsWith(WAITING + WAITING)).toBe(true);
  expect(caller.text).toContain('long');
});
