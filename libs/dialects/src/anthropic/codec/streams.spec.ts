import type { EncodingContext } from '../../codec.js';
import type { StreamPart } from '../../form/index.js';
import { MessagesDecoder } from './stream-decoder.js';
import { MessagesEncoder } from './stream-encoder.js';

const context: EncodingContext = {
  seed: 'feed',
  nowS: 1,
  conversation: { model: 'asked', stream: true, messages: [] },
  request: {},
};
const own = (extras: Record<string, unknown>) => ({ extras: { 'anthropic-messages': extras } }) as const;

const decoded = (...events: ({ type: string } & Record<string, unknown>)[]): StreamPart[] => {
  const decoder = new MessagesDecoder();
  return [...events.flatMap((json) => decoder.read({ name: json.type, json })), ...decoder.finish()];
};
const start = {
  type: 'message_start',
  message: { id: 'msg_1', model: 'm', usage: { input_tokens: 5, output_tokens: 1 } },
};
const open = (index: number, content_block: object) => ({
  type: 'content_block_start',
  index,
  content_block,
});
const grow = (index: number, delta: object) => ({ type: 'content_block_delta', index, delta });
const stop = (index: number) => ({ type: 'content_block_stop', index });
const end = {
  type: 'message_delta',
  delta: { stop_reason: 'end_turn', stop_sequence: null },
  usage: { output_tokens: 7 },
};

describe('a stream that comes in', () => {
  it('is what its events say', () => {
    const parts = decoded(
      start,
      open(0, { type: 'thinking', thinking: '', signature: '' }),
      grow(0, { type: 'thinking_delta', thinking: 'hm' }),
      grow(0, { type: 'signature_delta', signature: 's' }),
      stop(0),
      { type: 'ping' },
      open(1, { type: 'tool_use', id: 'a', name: 'f', input: {} }),
      grow(1, { type: 'input_json_delta', partial_json: '' }),
      grow(1, { type: 'input_json_delta', partial_json: '{"x":1}' }),
      stop(1),
      { ...end, context_management: null },
      { type: 'message_stop' },
    );
    expect(parts).toEqual([
      { kind: 'start', id: 'msg_1', model: 'm' },
      { kind: 'usage', usage: { tokens: { input: 5, output: 1 } } },
      { kind: 'open', choice: 0, block: 0, part: { kind: 'reasoning', text: '' } },
      { kind: 'delta', block: 0, text: 'hm' },
      { kind: 'delta', block: 0, signature: { origin: 'anthropic-messages', value: 's' } },
      { kind: 'close', block: 0 },
      { kind: 'open', choice: 0, block: 1, part: { kind: 'tool_call', id: 'a', name: 'f', input: '' } },
      { kind: 'delta', block: 1, text: '{"x":1}' },
      { kind: 'close', block: 1 },
      { kind: 'usage', usage: { tokens: { input: 5, output: 7 } } },
      { kind: 'finish', choice: 0, finish: { reason: 'stop' } },
      { kind: 'end', ...own({ context_management: null }) },
    ]);
  });

  it('says what a block brings at its start as its first delta', () => {
    const parts = decoded(
      open(0, { type: 'text', text: 'a', citations: [{ type: 'x', url: 'u' }] }),
      open(1, { type: 'tool_use', id: 'a', name: 'f', input: { x: 1 } }),
    );
    expect(parts).toMatchObject([
      { kind: 'open', block: 0, part: { kind: 'text', text: '' } },
      { kind: 'delta', block: 0, text: 'a', citations: [{ url: 'u' }] },
      { kind: 'open', block: 1, part: { kind: 'tool_call', input: '' } },
      { kind: 'delta', block: 1, text: '{"x":1}' },
      { kind: 'close', block: 0 },
      { kind: 'close', block: 1 },
      { kind: 'finish', finish: { reason: 'other' } },
      { kind: 'end' },
    ]);
  });

  it('keeps blocks that only this dialect knows, with their deltas', () => {
    const block = { type: 'server_tool_use', id: 'a', name: 'web_search', input: {} };
    const delta = { type: 'input_json_delta', partial_json: '{}' };
    expect(decoded(open(0, block), grow(0, delta), stop(0)).slice(0, 3)).toEqual([
      {
        kind: 'open',
        choice: 0,
        block: 0,
        part: { kind: 'vendor', dialect: 'anthropic-messages', value: block },
      },
      { kind: 'delta', block: 0, ...own(delta) },
      { kind: 'close', block: 0 },
    ]);
  });

  it('that begins anew closes what was open', () => {
    const text = open(0, { type: 'text', text: '' });
    const kinds = decoded(start, text, start, text, stop(0), end).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== 'usage')).toEqual([
      'start',
      'open',
      'close',
      'open',
      'close',
      'finish',
      'end',
    ]);
  });

  it('passes over deltas of no block and events of no type', () => {
    expect(decoded(grow(4, { type: 'text_delta', text: 'a' }), stop(4), { type: 'x' })).toHaveLength(2);
  });
});

describe('a stream that goes out', () => {
  const written = (...parts: StreamPart[]): string => {
    const encoder = new MessagesEncoder(context);
    return parts.map((part) => encoder.write(part)).join('');
  };
  const json = (text: string): Record<string, unknown>[] =>
    text
      .split('\n\n')
      .filter((event) => event !== '')
      .map((event) => JSON.parse(event.slice(event.indexOf('data: ') + 6)) as Record<string, unknown>);
  const types = (text: string) => json(text).map(({ type }) => type);
  const begin: StreamPart = { kind: 'open', choice: 0, block: 0, part: { kind: 'text', text: '' } };
  const close: StreamPart = { kind: 'close', block: 0 };
  const finish: StreamPart = { kind: 'finish', choice: 0, finish: { reason: 'stop' } };
  const usage: StreamPart = { kind: 'usage', usage: { tokens: { input: 5, output: 7 } } };

  it('names each event twice', () => {
    expect(written({ kind: 'start' }, { kind: 'end' })).toMatch(
      /^event: message_start\ndata: \{"type":"message_start",.*\}\n\nevent: ping\ndata: \{"type":"ping"\}\n\n/,
    );
  });

  it('says the reason when the usage is known, and then that it is over', () => {
    const encoder = new MessagesEncoder(context);
    for (const part of [{ kind: 'start' } as const, begin, close]) encoder.write(part);
    expect(encoder.write(finish)).toBe('');
    expect(encoder.write(usage)).toBe('');
    expect(json(encoder.write({ kind: 'end' }))).toEqual([
      {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: {
          input_tokens: 5,
          cache_creation_input_tokens: null,
          cache_read_input_tokens: null,
          output_tokens: 7,
          server_tool_use: null,
        },
      },
      { type: 'message_stop' },
    ]);
  });

  it('tells at once what the prompt took, where that is known at once', () => {
    const [first] = json(written({ kind: 'start' }, usage, begin));
    expect(first).toMatchObject({ message: { usage: { input_tokens: 5 } } });
  });

  it('has no block without a word', () => {
    const events = types(written({ kind: 'start' }, begin, close, finish, { kind: 'end' }));
    expect(events).toEqual(['message_start', 'ping', 'message_delta', 'message_stop']);
  });

  it('leaves out other answers than the first', () => {
    const other: StreamPart[] = [
      { kind: 'open', choice: 1, block: 1, part: { kind: 'text', text: '' } },
      { kind: 'delta', block: 1, text: 'b' },
      { kind: 'close', block: 1 },
      { kind: 'finish', choice: 1, finish: { reason: 'length' } },
    ];
    const text = written(begin, { kind: 'delta', block: 0, text: 'a' }, ...other, close, finish, {
      kind: 'end',
    });
    expect(text).not.toContain('"b"');
    expect(json(text).at(-2)).toMatchObject({ delta: { stop_reason: 'end_turn' } });
  });

  it('says an error whenever it comes', () => {
    expect(types(new MessagesEncoder(context).error({ status: 502, message: 'gone' }))).toEqual(['error']);
  });
});
