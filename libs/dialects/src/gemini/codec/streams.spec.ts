import type { StreamPart } from '@fairlead/plugin-sdk';
import { GeminiStreamDecoder } from './stream-decoder.js';
import { GeminiStreamEncoder } from './stream-encoder.js';

const context = {
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1,
  conversation: { model: 'route', stream: true, messages: [] },
  request: {},
};
const chunk = (parts: object[], more: object = {}) => ({
  candidates: [{ content: { role: 'model', parts }, ...more }],
  responseId: 'r',
  modelVersion: 'v',
});

function decode(...chunks: object[]): StreamPart[] {
  const decoder = new GeminiStreamDecoder();
  return [...chunks.flatMap((json) => decoder.read({ json: { ...json } })), ...decoder.finish()];
}

const encode = (parts: readonly StreamPart[]): string => {
  const encoder = new GeminiStreamEncoder(context);
  return parts.map((part) => encoder.write(part)).join('');
};
const candidates = (text: string) =>
  text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => JSON.parse(event.slice('data: '.length)).candidates[0]);

describe('GeminiStreamDecoder', () => {
  const blocks = (...chunks: object[]) =>
    decode(...chunks).filter(({ kind }) => kind === 'open' || kind === 'delta' || kind === 'close');

  it('says start, blocks, reasons, end', () => {
    expect(decode(chunk([{ text: 'a' }]), chunk([{ text: 'b' }], { finishReason: 'MAX_TOKENS' }))).toEqual([
      { kind: 'start', id: 'r', model: 'v' },
      { kind: 'open', choice: 0, block: 0, part: { kind: 'text', text: '' } },
      { kind: 'delta', block: 0, text: 'a' },
      { kind: 'delta', block: 0, text: 'b' },
      { kind: 'close', block: 0 },
      { kind: 'finish', choice: 0, finish: { reason: 'length' } },
      { kind: 'end' },
    ]);
  });

  it('tells thoughts from text, and closes a thought that is signed', () => {
    const thought = (text: string, more: object = {}) => chunk([{ text, thought: true, ...more }]);
    expect(
      blocks(thought('a'), thought('b', { thoughtSignature: 's' }), thought('c'), chunk([{ text: 'd' }])),
    ).toEqual([
      { kind: 'open', choice: 0, block: 0, part: { kind: 'reasoning', text: '' } },
      { kind: 'delta', block: 0, text: 'a' },
      { kind: 'delta', block: 0, text: 'b', signature: { origin: 'gemini', value: 's' } },
      { kind: 'close', block: 0 },
      { kind: 'open', choice: 0, block: 1, part: { kind: 'reasoning', text: '' } },
      { kind: 'delta', block: 1, text: 'c' },
      { kind: 'close', block: 1 },
      { kind: 'open', choice: 0, block: 2, part: { kind: 'text', text: '' } },
      { kind: 'delta', block: 2, text: 'd' },
      { kind: 'close', block: 2 },
    ]);
  });

  it('gives a call at once, and a seal behind the text it came on', () => {
    const call = { functionCall: { name: 'f', args: { a: 1 } }, thoughtSignature: 's' };
    expect(blocks(chunk([{ text: 'a', thoughtSignature: 't' }, call]))).toEqual([
      { kind: 'open', choice: 0, block: 0, part: { kind: 'text', text: '' } },
      { kind: 'delta', block: 0, text: 'a' },
      { kind: 'close', block: 0 },
      {
        kind: 'open',
        choice: 0,
        block: 1,
        part: { kind: 'reasoning', text: '', sealed: { origin: 'gemini', value: 't' } },
      },
      { kind: 'close', block: 1 },
      {
        kind: 'open',
        choice: 0,
        block: 2,
        part: {
          kind: 'tool_call',
          id: 'gemini_call_r_0',
          name: 'f',
          input: '',
          signature: { origin: 'gemini', value: 's' },
        },
      },
      { kind: 'delta', block: 2, text: '{"a":1}' },
      { kind: 'close', block: 2 },
    ]);
  });

  it.each([
    [
      'ended by an empty piece',
      [
        { name: 'f', willContinue: true },
        { partialArgs: [{ jsonPath: '$.a', stringValue: 'x', willContinue: true }], willContinue: true },
        { partialArgs: [{ jsonPath: '$.a', stringValue: 'y' }], willContinue: true },
        {},
      ],
    ],
    ['all at once', [{ name: 'f', partialArgs: [{ jsonPath: '$.a', stringValue: 'xy' }] }]],
    [
      'cut',
      [
        { name: 'f', willContinue: true },
        { partialArgs: [{ jsonPath: '$.a', stringValue: 'xy' }], willContinue: true },
      ],
    ],
  ])('puts a call in pieces together, %s', (_name, pieces) => {
    const parts = decode(...pieces.map((functionCall) => chunk([{ functionCall }])));
    expect(parts).toContainEqual({ kind: 'delta', block: 0, text: '{"a":"xy"}' });
    expect(parts.at(-2)).toMatchObject({ kind: 'finish', finish: { reason: 'other' } });
    expect(parts.filter(({ kind }) => kind === 'open')).toHaveLength(1);
  });

  it('ends a call that never says it is over, where another one begins', () => {
    const begun = (name: string) => ({
      functionCall: { name, willContinue: true, partialArgs: [{ jsonPath: '$.a', numberValue: 1 }] },
    });
    const parts = decode(
      chunk([begun('f')]),
      chunk([begun('g')]),
      chunk([{ text: 'so' }, { functionCall: {} }]),
    );
    expect(parts.flatMap((part) => (part.kind === 'open' ? [part.part] : []))).toMatchObject([
      { kind: 'tool_call', name: 'f' },
      { kind: 'tool_call', name: 'g' },
      { kind: 'text' },
    ]);
    expect(parts.flatMap((part) => (part.kind === 'delta' ? [part.text] : []))).toEqual([
      '{"a":1}',
      '{"a":1}',
      'so',
    ]);
  });

  it('waits with the reason, which some models state in every chunk', () => {
    const stop = { finishReason: 'STOP' };
    const parts = decode(chunk([{ text: 'a' }], stop), chunk([{ functionCall: { name: 'f' } }], stop));
    expect(parts.filter(({ kind }) => kind === 'finish')).toEqual([
      { kind: 'finish', choice: 0, finish: { reason: 'tool_calls' } },
    ]);
  });

  it('finishes a prompt that was turned away', () => {
    const parts = decode({ promptFeedback: { blockReason: 'OTHER' } });
    expect(parts.map(({ kind }) => kind)).toEqual(['start', 'finish', 'end']);
    expect(encode(parts)).toContain('"promptFeedback":{"blockReason":"OTHER"}');
    expect(encode(parts)).not.toContain('candidates');
  });

  it('puts sources of the end beside the open text', () => {
    const groundingMetadata = {
      groundingChunks: [{ web: { uri: 'u' } }],
      groundingSupports: [{ segment: { endIndex: 1 }, groundingChunkIndices: [0] }],
    };
    const parts = decode(chunk([{ text: 'ab' }]), chunk([{ text: '' }], { groundingMetadata }));
    expect(parts).toContainEqual({ kind: 'delta', block: 0, citations: [{ url: 'u', start: 0, end: 1 }] });
  });
});

describe('GeminiStreamEncoder', () => {
  const open = (block: number, part: object, choice = 0) =>
    ({ kind: 'open', choice, block, part }) as StreamPart;
  const delta = (block: number, more: object): StreamPart => ({ kind: 'delta', block, ...more });
  const close = (block: number): StreamPart => ({ kind: 'close', block });
  const finish = (reason: 'stop' | 'tool_calls'): StreamPart => ({
    kind: 'finish',
    choice: 0,
    finish: { reason },
  });
  const start: StreamPart = { kind: 'start', id: 'c1', model: 'm1' };
  const end: StreamPart = { kind: 'end' };

  it('writes texts as they come, and the reason with the usage at the end', () => {
    const usage: StreamPart = { kind: 'usage', usage: { tokens: { input: 3, output: 2 } } };
    const text = encode([
      start,
      open(0, { kind: 'text', text: '' }),
      delta(0, { text: 'a' }),
      delta(0, { text: 'b', citations: [{ url: 'u', start: 0, end: 2 }] }),
      close(0),
      finish('stop'),
      usage,
      end,
    ]);
    expect(
      text
        .split('\n\n')
        .map((event) => event.slice(6))
        .filter(Boolean)
        .map((event) => JSON.parse(event)),
    ).toEqual([
      {
        candidates: [{ content: { role: 'model', parts: [{ text: 'a' }] }, index: 0 }],
        modelVersion: 'm1',
        responseId: 'c1',
      },
      {
        candidates: [{ content: { role: 'model', parts: [{ text: 'b' }] }, index: 0 }],
        modelVersion: 'm1',
        responseId: 'c1',
      },
      {
        candidates: [
          {
            content: { role: 'model', parts: [{ text: '' }] },
            finishReason: 'STOP',
            index: 0,
            citationMetadata: { citations: [{ startIndex: 0, endIndex: 2, uri: 'u' }] },
          },
        ],
        usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2, totalTokenCount: 5 },
        modelVersion: 'm1',
        responseId: 'c1',
      },
    ]);
  });

  it('holds calls until they are whole, also where they overlap', () => {
    const call = (id: string) => ({ kind: 'tool_call', id, name: 'f', input: '' });
    const written = candidates(
      encode([
        start,
        open(0, call('a')),
        open(1, call('b')),
        delta(0, { text: '{"x":' }),
        delta(1, { text: '{}' }),
        delta(0, { text: '1}' }),
        close(0),
        close(1),
        finish('tool_calls'),
        end,
      ]),
    );
    expect(written.map(({ content }) => content.parts)).toEqual([
      [{ functionCall: { id: 'a', name: 'f', args: { x: 1 } } }],
      [{ functionCall: { id: 'b', name: 'f', args: {} } }],
      [{ text: '' }],
    ]);
  });

  it('writes thoughts, then their proof', () => {
    const written = candidates(
      encode([
        start,
        open(0, { kind: 'reasoning', text: '' }),
        delta(0, { text: 'hm' }),
        delta(0, { signature: { origin: 'anthropic-messages', value: 's' } }),
        close(0),
        open(1, { kind: 'reasoning', text: '', sealed: { origin: 'anthropic-messages', value: 't' } }),
        close(1),
      ]),
    );
    expect(written.map(({ content }) => content.parts)).toEqual([
      [{ text: 'hm', thought: true }],
      [{ text: '', thought: true, thoughtSignature: 'anthropic-messages#s' }],
      [{ thought: true, thoughtSignature: 'anthropic-messages#t' }],
    ]);
  });

  it('tells choices apart', () => {
    const written = candidates(
      encode([
        start,
        open(0, { kind: 'text', text: '' }),
        open(1, { kind: 'text', text: '' }, 1),
        delta(1, { text: 'b' }),
      ]),
    );
    expect(written).toEqual([{ content: { role: 'model', parts: [{ text: 'b' }] }, index: 1 }]);
  });

  it('ends with an error that clients raise', () => {
    const event = new GeminiStreamEncoder(context).error({ status: 502, message: 'broken' });
    expect(event).toBe('data: {"error":{"code":502,"message":"broken","status":"UNAVAILABLE"}}\n\n');
  });
});
