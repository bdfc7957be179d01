import type { StreamPart } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { ChatDecoder } from './stream-decoder.js';

const MARK = { origin: 'openai-chat', value: '' } as const;

const chunk = (delta: JsonObject, more: JsonObject = {}): JsonObject => ({
  id: 'chatcmpl-1',
  model: 'v',
  created: 1.5,
  choices: [{ index: 0, delta, finish_reason: null, ...more }],
});

function decoded(...chunks: JsonObject[]): StreamPart[] {
  const decoder = new ChatDecoder();
  return [...chunks.flatMap((json) => decoder.read({ json })), ...decoder.finish()];
}

/** Each step in short: `+0 text`, `0 "Hi"`, `-0`. */
function steps(...chunks: JsonObject[]): string[] {
  return decoded(...chunks).flatMap((part) => {
    switch (part.kind) {
      case 'open':
        return [`+${part.block} ${'name' in part.part ? part.part.name! : part.part.kind}`];
      case 'delta':
        return part.text === undefined ? [] : [`${part.block} ${part.text}`];
      case 'close':
        return [`-${part.block}`];
      case 'finish':
        return [`${part.finish.reason} ${part.choice}`];
      default:
        return [];
    }
  });
}

const call = (
  index: number | undefined,
  id: string | undefined,
  name: string | undefined,
  args?: string,
) => ({
  ...(index !== undefined && { index }),
  ...(id !== undefined && { id }),
  function: { ...(name !== undefined && { name }), ...(args !== undefined && { arguments: args }) },
});
const calls = (...all: object[]): JsonObject => chunk({ tool_calls: all });

describe('a chat stream', () => {
  it('says start, blocks, reasons, usage, end', () => {
    const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
    expect(
      decoded(
        chunk({ role: 'assistant', content: '' }),
        chunk({ content: 'Hi' }),
        chunk({}, { finish_reason: 'length', native_finish_reason: 'max' }),
        { id: 'chatcmpl-1', choices: [], usage, service_tier: 'flex' },
      ),
    ).toEqual([
      { kind: 'start', id: 'chatcmpl-1', model: 'v', createdS: 1 },
      { kind: 'open', choice: 0, block: 0, part: { kind: 'text', text: '' } },
      { kind: 'delta', block: 0, text: 'Hi' },
      { kind: 'close', block: 0 },
      {
        kind: 'finish',
        choice: 0,
        finish: { reason: 'length' },
        extras: { 'openai-chat': { finish_reason: 'length', native_finish_reason: 'max' } },
      },
      {
        kind: 'usage',
        usage: { tokens: { input: 3, output: 2 }, extras: { 'openai-chat': usage } },
      },
      { kind: 'end', extras: { 'openai-chat': { service_tier: 'flex' } } },
    ]);
  });

  it('that tells first how the prompt was judged starts with the first chunk of the answer', () => {
    const [start, ...rest] = decoded(
      { id: '', model: '', created: 0, choices: [], prompt_filter_results: [1] },
      chunk({ content: 'Hi' }, { finish_reason: 'stop' }),
    );
    const extras = { 'openai-chat': { prompt_filter_results: [1] } };
    expect(start).toEqual({ kind: 'start', id: 'chatcmpl-1', model: 'v', createdS: 1, extras });
    expect(rest.map(({ kind }) => kind)).toEqual(['open', 'delta', 'close', 'finish', 'end']);
  });

  it('that breaks off is closed, with a reason that nobody said', () => {
    expect(steps(chunk({ content: 'Hi' }))).toEqual(['+0 text', '0 Hi', '-0', 'other 0']);
  });

  it.each<[string, JsonObject[], string[]]>([
    [
      'thoughts, text, a refusal',
      [chunk({ reasoning_content: 'h' }), chunk({ content: 'a' }), chunk({ refusal: 'no' })],
      ['+0 reasoning', '0 h', '-0', '+1 text', '1 a', '-1', '+2 refusal', '2 no', '-2', 'other 0'],
    ],
    [
      'thoughts among the content',
      [
        chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'h' }] }] }),
        chunk({ content: [{ type: 'text', text: 'a' }] }),
      ],
      ['+0 reasoning', '0 h', '-0', '+1 text', '1 a', '-1', 'other 0'],
    ],
    [
      'what comes behind the end',
      [chunk({ content: 'a' }, { finish_reason: 'stop' }), chunk({ content: '' }, { finish_reason: 'stop' })],
      ['+0 text', '0 a', '-0', 'stop 0'],
    ],
    [
      'two choices',
      [
        chunk({ content: 'a' }),
        { choices: [{ index: 1, delta: { content: 'b' } }] },
        chunk({}, { finish_reason: 'stop' }),
      ],
      ['+0 text', '0 a', '+1 text', '1 b', '-0', 'stop 0', '-1', 'other 1'],
    ],
    [
      'spoken words',
      [chunk({ audio: { id: 'x', transcript: 'Hi' } }), chunk({ audio: { data: 'QQ==' } })],
      ['+0 text', '0 Hi', '-0', '+1 media', '-1', 'other 0'],
    ],
  ])('with %s', (_name, chunks, said) => {
    expect(steps(...chunks)).toEqual(said);
  });
});

describe('calls in a chat stream', () => {
  it.each<[string, JsonObject[], string[]]>([
    [
      'one behind the other, each closed where its object ends',
      [
        chunk({ content: 'So:' }),
        calls(call(0, 'a', 'f', '')),
        calls(call(0, undefined, undefined, '{"x":')),
        calls(call(0, undefined, undefined, '"}"}')),
        calls(call(1, 'b', 'g', '{}')),
      ],
      ['+0 text', '0 So:', '-0', '+1 f', '1 {"x":', '1 "}"}', '-1', '+2 g', '2 {}', '-2', 'other 0'],
    ],
    [
      'side by side',
      [
        calls(call(0, 'a', 'f', '{'), call(1, 'b', 'g', '{')),
        calls(call(1, undefined, undefined, '}')),
        calls(call(0, undefined, undefined, '}')),
      ],
      ['+0 f', '0 {', '+1 g', '1 {', '1 }', '-1', '0 }', '-0', 'other 0'],
    ],
    [
      'that all have the index 0',
      [calls(call(0, 'a', 'f', '{}')), calls(call(0, 'b', 'g', '')), calls(call(0, 'c', 'h', '{}'))],
      ['+0 f', '0 {}', '-0', '+1 g', '-1', '+2 h', '2 {}', '-2', 'other 0'],
    ],
    [
      'that repeat their id in every piece',
      [calls(call(0, 'a', 'f', '{"x"')), calls(call(0, 'a', 'f', ':1}')), calls(call(0, 'a', 'f', ''))],
      ['+0 f', '0 {"x"', '0 :1}', '-0', 'other 0'],
    ],
    [
      'without an index',
      [calls(call(undefined, 'a', 'f', '{}'), call(undefined, 'b', 'g', '{}'))],
      ['+0 f', '0 {}', '-0', '+1 g', '1 {}', '-1', 'other 0'],
    ],
    [
      'that stay open to the end',
      [calls(call(0, 'a', 'f', '{"x"')), chunk({}, { finish_reason: 'length' })],
      ['+0 f', '0 {"x"', '-0', 'length 0'],
    ],
    [
      'of a custom tool, whose text may hold brackets',
      [
        calls({ index: 0, id: 'a', type: 'custom', custom: { name: 'sh', input: '{}' } }),
        calls({ index: 0, custom: { input: ' && ls' } }),
      ],
      ['+0 sh', '0 {}', '0  && ls', '-0', 'other 0'],
    ],
    [
      'of the deprecated kind',
      [
        chunk({ function_call: { name: 'f', arguments: '' } }),
        chunk({ function_call: { arguments: '{}' } }),
        chunk({}, { finish_reason: 'function_call' }),
      ],
      ['+0 f', '0 {}', '-0', 'tool_calls 0'],
    ],
  ])('%s', (_name, chunks, said) => {
    expect(steps(...chunks)).toEqual(said);
  });

  it('without an id get one that no other answer has', () => {
    const opened = decoded(calls(call(0, undefined, 'f', '{}'))).find(({ kind }) => kind === 'open');
    expect(opened).toMatchObject({ part: { id: 'call_chatcmpl1_0' } });
  });
});

describe('thoughts in a chat stream', () => {
  const detail = (fields: JsonObject): JsonObject =>
    chunk({ reasoning: fields['text'] ?? null, reasoning_details: [{ index: 0, format: 'v1', ...fields }] });
  const proofs = (...chunks: JsonObject[]) =>
    decoded(...chunks).flatMap((part) => (part.kind === 'delta' && part.signature ? [part.signature] : []));

  it('bear the mark of this dialect where nothing else proves them', () => {
    expect(proofs(chunk({ reasoning: 'h' }), chunk({ content: 'a' }))).toEqual([MARK]);
  });

  it('bear their signature alone where they have one', () => {
    const pieces = [{ text: 'h' }, { text: 'm' }, { signature: 'gemini#s' }];
    const chunks = pieces.map((piece) => detail({ type: 'reasoning.text', ...piece }));
    expect(proofs(...chunks, chunk({ content: 'a' }))).toEqual([{ origin: 'gemini', value: 's' }]);
    expect(steps(...chunks)).toEqual(['+0 reasoning', '0 h', '0 m', '-0', 'other 0']);
  });

  it('that come once more with their signature are one block, and the next ones another', () => {
    const signed = (text: string) => detail({ type: 'reasoning.text', text, signature: `gemini#${text}` });
    const chunks = ['h', 'h'].flatMap((text) => [chunk({ reasoning_content: text }), signed(text)]);
    expect(steps(...chunks)).toEqual(['+0 reasoning', '0 h', '-0', '+1 reasoning', '1 h', '-1', 'other 0']);
    expect(proofs(...chunks).map(({ value }) => value)).toEqual(['h', 'h']);
  });

  it('have no mark among the content: the vendors who put them there take none back', () => {
    const thinking = [{ type: 'text', text: 'h' }];
    expect(proofs(chunk({ content: [{ type: 'thinking', thinking }] }))).toEqual([]);
  });

  it('that are sealed are a block of their own', () => {
    const [opened] = decoded(detail({ type: 'reasoning.encrypted', data: 'x' })).filter(
      ({ kind }) => kind === 'open',
    );
    expect(opened).toMatchObject({
      part: { kind: 'reasoning', text: '', sealed: { origin: 'openai-chat', value: 'x' } },
    });
  });

  it('do not take the signature of thoughts that were not shown', () => {
    const signature = detail({ type: 'reasoning.text', signature: 's' });
    expect(proofs(chunk({ content: 'a' }), signature)).toEqual([]);
  });
});
