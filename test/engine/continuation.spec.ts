import { gemini, openAiResponses, type Dialect } from '@fairlead/dialects';
import { play, tried } from './world/play.js';
import { refusing, sending } from './world/scripts.js';
import { World, type WorldOptions } from './world/world.js';

const event = (parts: readonly object[], finishReason?: string): string =>
  `data: ${JSON.stringify({
    responseId: 'reply-1',
    modelVersion: 'm',
    candidates: [{ index: 0, content: { role: 'model', parts }, ...(finishReason && { finishReason }) }],
  })}\n\n`;
const says = (text: string, finishReason?: string): string => event([{ text }], finishReason);
const BODY = { contents: [{ role: 'user', parts: [{ text: 'hello' }] }] };

function world(scripts: WorldOptions['scripts'], change: Partial<WorldOptions> = {}): World {
  const targets = Object.keys(scripts);
  return new World({
    scripts,
    speaks: Object.fromEntries(targets.map((id) => [id, ['gemini'] as const])),
    prefill: Object.fromEntries(targets.map((id) => [id, 'family'])),
    route: {
      targets: Object.keys(scripts).map((target) => ({ target, prefill: 'family' })),
      failover: { on_stream_break: 'continue' },
    },
    ...change,
  });
}

/** What a caller of gemini reads, all pieces together. */
function textOf(stream: string): string {
  return stream
    .split('\n\n')
    .filter((part) => part.startsWith('data: '))
    .map(
      (part) =>
        JSON.parse(part.slice('data: '.length)) as {
          candidates?: { content?: { parts?: { text?: string }[] } }[];
        },
    )
    .flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? [])
    .map(({ text = '' }) => text)
    .join('');
}

const ask = (it: World, dialect: Dialect = gemini, body: object = BODY) => play(it, { dialect, body });
const bodyOf = (it: World, call: number): unknown =>
  JSON.parse(Buffer.from(it.calls[call]!.request.body).toString()) as unknown;

describe('a stream that breaks off after content, where it may go on', () => {
  it('is finished by a target of the family, from what has been said', async () => {
    const it = world({
      'one/a': [sending(says('One '), says('two '))],
      'two/b': [sending(says('three', 'STOP'))],
    });
    const caller = await ask(it);
    expect(tried(it)).toEqual(['one/a', 'two/b']);
    expect(textOf(caller.text)).toBe('One two three');
    expect(caller.text).not.toContain('"error"');
    expect(caller.text.match(/"finishReason":"STOP"/g)).toHaveLength(1);
    expect(new Set([...caller.text.matchAll(/"responseId":"([^"]+)"/g)].map(([, id]) => id))).toEqual(
      new Set(['reply-1']),
    );
    expect([caller.starts.length, caller.ends, caller.outOfTurn]).toEqual([1, 1, []]);
    expect(bodyOf(it, 1)).toMatchObject({
      contents: [
        { role: 'user', parts: [{ text: 'hello' }] },
        { role: 'model', parts: [{ text: 'One two' }] },
      ],
    });
    expect(it.reports).toMatchObject([
      { outcome: 'ok', target: 'two/b', attempts: [{ result: 'stream_broken' }, { result: 'ok' }] },
    ]);
  });

  it('says what is repeated once', async () => {
    const it = world({
      'one/a': [sending(says('The quick brown fox'))],
      'two/b': [sending(says('quick brown'), says(' fox jumps.', 'STOP'))],
    });
    expect(textOf((await ask(it)).text)).toBe('The quick brown fox jumps.');
  });

  it('goes on in the dialect of the caller, whatever the second target speaks', async () => {
    const it = world({ 'one/a': [sending(says('One '))], 'two/b': [sending(says('two', 'STOP'))] });
    const { text } = await ask(it, openAiResponses, { model: 'chat', stream: true, input: 'hello' });
    const events = [...text.matchAll(/^data: (.*)$/gm)].map(
      ([, data]) => JSON.parse(data!) as Record<string, unknown>,
    );
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
    expect(events.at(-1)).toMatchObject({
      type: 'response.completed',
      response: { output: [{ content: [{ text: 'One two' }] }] },
    });
    expect(new Set(events.map(({ response }) => (response as { id?: string } | undefined)?.id)).size).toBe(2);
  });

  it('is spliced where a target of the same model begins with the same words', async () => {
    const it = world(
      {
        'one/m': [sending(says('One '), says('two '))],
        'two/m': [sending(says('One two t'), says('hree', 'STOP'))],
      },
      { prefill: {} },
    );
    const caller = await ask(it);
    expect(textOf(caller.text)).toBe('One two three');
    expect(bodyOf(it, 1)).toEqual(BODY);
  });

  it('ends in the error event where the same model begins with other words', async () => {
    const it = world(
      { 'one/m': [sending(says('One '))], 'two/m': [sending(says('Two '), says('three', 'STOP'))] },
      { prefill: {} },
    );
    const { text } = await ask(it);
    expect(textOf(text)).toBe('One ');
    expect(text).toContain('"error"');
    expect(it.calls[1]?.abortedAtMs).toBeDefined();
    expect(it.health.standing('two/m').obstacle).toBeUndefined();
    expect(it.reports).toMatchObject([{ outcome: 'partial' }]);
  });

  const call = { functionCall: { name: 'f', args: {} } };

  it.each<[string, WorldOptions['scripts'], object, Partial<WorldOptions>]>([
    ['there is no other target', { 'one/a': [sending(says('One '))] }, {}, {}],
    [
      'the other is of another family and model',
      { 'one/a': [sending(says('One '))], 'two/b': [] },
      {},
      { prefill: { 'one/a': 'x', 'two/b': 'y' } },
    ],
    ['a tool was called', { 'one/a': [sending(says('One '), event([call]))], 'two/b': [] }, {}, {}],
    [
      'the output has a structure',
      { 'one/a': [sending(says('{"a":'))], 'two/b': [] },
      { generationConfig: { responseMimeType: 'application/json' } },
      {},
    ],
    [
      'no attempt is left',
      { 'one/a': [sending(says('One '))], 'two/b': [] },
      {},
      { route: { targets: ['one/a', 'two/b'], failover: { on_stream_break: 'continue', max_attempts: 1 } } },
    ],
    [
      'the route does not say so',
      { 'one/a': [sending(says('One '))], 'two/b': [] },
      {},
      { route: { targets: ['one/a', 'two/b'] } },
    ],
  ])('ends in the error event, and asks nobody else, where %s', async (_what, scripts, body, change) => {
    const it = world(scripts, change);
    const { text } = await ask(it, gemini, { ...BODY, ...body });
    expect(textOf(text.split('\n\n').slice(0, 1).join())).not.toBe('');
    expect(text).toContain('"error"');
    expect(tried(it)).toEqual(['one/a']);
  });

  it('ends in the error event where the second target fails too', async () => {
    const it = world({ 'one/a': [sending(says('One '))], 'two/b': [refusing(500)], 'three/c': [] });
    const { text } = await ask(it);
    expect(textOf(text)).toBe('One ');
    expect(text).toContain('"error"');
    expect(tried(it)).toEqual(['one/a', 'two/b']);
  });
});
