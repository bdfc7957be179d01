import type { FinishReason, StreamPart, WireEvent } from '@fairlead/plugin-sdk';
import { EventDecoder } from './event-decoder.js';
import { wholeReply } from './whole-reply.js';

const event = (json: object): WireEvent => ({
  data: JSON.stringify(json),
  json: json as Record<string, unknown>,
});
const delta = (type: string, index: number, message: object): object => ({ type, index, delta: { message } });
const end = (finish_reason: string, more: object = {}): object => ({
  type: 'message-end',
  delta: { finish_reason, ...more },
});

function streamed(...events: object[]): readonly StreamPart[] {
  const decoder = new EventDecoder();
  return events.flatMap((each) => decoder.read(event(each)));
}

const START = {
  type: 'message-start',
  id: 'r1',
  delta: { message: { role: 'assistant', content: [], tool_plan: '' } },
};
const usage = {
  billed_units: { input_tokens: 3, output_tokens: 2 },
  tokens: { input_tokens: 70, output_tokens: 2 },
};
const counted = { tokens: { input: 3, output: 2 } };
const source = {
  type: 'document',
  id: 'doc-0',
  document: { id: 'doc-0', title: 'Facts', text: 'Rain is wet.' },
};
const citation = { start: 0, end: 4, text: 'Wet.', sources: [source], type: null };
const citations = [{ title: 'Facts', start: 0, end: 4 }];

it('text, cited', () => {
  const content = [{ type: 'text', text: 'Wet.' }];
  const message = { role: 'assistant', content, citations: [citation], tool_calls: null };
  expect(wholeReply({ id: 'r1', finish_reason: 'COMPLETE', message, usage })).toEqual({
    id: 'r1',
    choices: [{ index: 0, parts: [{ kind: 'text', text: 'Wet.', citations }], finish: { reason: 'stop' } }],
    usage: counted,
  });
  expect(
    streamed(
      START,
      delta('content-start', 0, { content: { type: 'text', text: '' } }),
      delta('content-delta', 0, { content: { text: 'We' } }),
      delta('content-delta', 0, { content: { text: 't.' } }),
      { type: 'content-end', index: 0 },
      delta('citation-start', 3, { citations: citation }),
      { type: 'citation-end', index: 3 },
      end('COMPLETE', { usage }),
    ),
  ).toEqual([
    { kind: 'start', id: 'r1' },
    { kind: 'open', choice: 0, block: 0, part: { kind: 'text', text: '' } },
    { kind: 'delta', block: 0, text: 'We' },
    { kind: 'delta', block: 0, text: 't.' },
    { kind: 'delta', block: 0, citations },
    { kind: 'close', block: 0 },
    { kind: 'finish', choice: 0, finish: { reason: 'stop' } },
    { kind: 'usage', usage: counted },
    { kind: 'end' },
  ]);
});

it('a plan and two calls', () => {
  const calls = [
    { id: 'c1', type: 'function', function: { name: 'look', arguments: '{"a":1}' } },
    { id: 'c2', type: 'function', function: { name: 'wait', arguments: '{}' } },
  ];
  const message = { tool_plan: 'I look.', tool_calls: calls };
  expect(wholeReply({ finish_reason: 'TOOL_CALL', message }).choices[0]).toEqual({
    index: 0,
    parts: [
      { kind: 'reasoning', text: 'I look.' },
      { kind: 'tool_call', id: 'c1', name: 'look', input: '{"a":1}' },
      { kind: 'tool_call', id: 'c2', name: 'wait', input: '{}' },
    ],
    finish: { reason: 'tool_calls' },
  });
  const start = (index: number, id: string, name: string): object =>
    delta('tool-call-start', index, {
      tool_calls: { id, type: 'function', function: { name, arguments: '' } },
    });
  const grow = (index: number, input: string): object =>
    delta('tool-call-delta', index, { tool_calls: { function: { arguments: input } } });
  const parts = streamed(
    START,
    delta('tool-plan-delta', 0, { tool_plan: 'I look.' }),
    start(0, 'c1', 'look'),
    grow(0, '{"a"'),
    grow(0, ':1}'),
    { type: 'tool-call-end', index: 0 },
    start(1, 'c2', 'wait'),
    grow(1, '{}'),
    { type: 'tool-call-end', index: 1 },
    end('TOOL_CALL'),
  );
  expect(parts.filter(({ kind }) => kind === 'open')).toMatchObject([
    { block: 0, part: { kind: 'reasoning' } },
    { block: 1, part: { kind: 'tool_call', id: 'c1', name: 'look', input: '' } },
    { block: 2, part: { kind: 'tool_call', id: 'c2', name: 'wait', input: '' } },
  ]);
  const inputs = ['', '', ''];
  for (const part of parts) if (part.kind === 'delta') inputs[part.block]! += part.text ?? '';
  expect(inputs).toEqual(['I look.', '{"a":1}', '{}']);
  expect(parts.map(({ kind }) => kind).filter((kind) => kind === 'close')).toHaveLength(3);
  expect(parts.slice(-2)).toEqual([
    { kind: 'finish', choice: 0, finish: { reason: 'tool_calls' } },
    { kind: 'end' },
  ]);
});

it('thoughts before text', () => {
  const content = [
    { type: 'thinking', thinking: 'Hm.' },
    { type: 'text', text: 'Wet.' },
  ];
  const parts = [
    { kind: 'reasoning', text: 'Hm.' },
    { kind: 'text', text: 'Wet.' },
  ];
  expect(wholeReply({ finish_reason: 'COMPLETE', message: { content } }).choices[0]!.parts).toEqual(parts);
  const heard = streamed(
    START,
    delta('content-start', 0, { content: { type: 'thinking', thinking: '' } }),
    delta('content-delta', 0, { content: { thinking: 'Hm.' } }),
    { type: 'content-end', index: 0 },
    delta('content-start', 1, { content: { type: 'text', text: '' } }),
    delta('content-delta', 1, { content: { text: 'Wet.' } }),
    { type: 'content-end', index: 1 },
    end('COMPLETE'),
  );
  const kinds = heard.map((part) => (part.kind === 'open' ? part.part.kind : part.kind));
  expect(kinds.join(' ')).toBe('start reasoning delta close text delta close finish end');
});

it.each<[string, FinishReason]>([
  ['STOP_SEQUENCE', 'stop_sequence'],
  ['MAX_TOKENS', 'length'],
  ['ERROR_TOXIC', 'content_filter'],
  ['SOMETHING_NEW', 'other'],
])('%s ends an answer as %s', (reason, expected) => {
  expect(streamed(START, end(reason))).toContainEqual({
    kind: 'finish',
    choice: 0,
    finish: { reason: expected },
  });
});

it.each(['ERROR', 'TIMEOUT'])('%s is no end of an answer', (reason) => {
  const fault = expect.objectContaining({ faultClass: 'server_error' });
  expect(() => streamed(START, end(reason, { error: 'lost' }))).toThrow(fault);
  expect(() => wholeReply({ finish_reason: reason, message: {} })).toThrow(fault);
});

it.each([
  [
    { tokens: { input_tokens: 70, output_tokens: 2 }, cached_tokens: 64 },
    { input: 70, output: 2, cacheRead: 64 },
  ],
  [
    { ...usage, cached_tokens: 64 },
    { input: 3, output: 2 },
  ],
  [{}, {}],
])('%j counts as %j', (given, tokens) => {
  expect(wholeReply({ finish_reason: 'COMPLETE', message: {}, usage: given }).usage).toEqual({ tokens });
});

it('what is new, or no JSON, adds nothing', () => {
  expect(streamed({ type: 'debug', prompt: 'x' }, { type: null })).toEqual([]);
  expect(new EventDecoder().read({ data: '[DONE]' })).toEqual([]);
});

it('a reply without a message is none', () => {
  expect(() => wholeReply({ id: 'r1' })).toThrow(expect.objectContaining({ faultClass: 'protocol_error' }));
});
