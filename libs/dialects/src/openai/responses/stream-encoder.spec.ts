import type { BlockPart, StreamPart } from '../../form/index.js';
import { ResponsesEncoder } from './stream-encoder.js';

const context = {
  seed: '00112233445566778899aabbccddeeff',
  nowS: 5,
  conversation: { model: 'm', stream: true, messages: [] },
  request: { model: 'm', store: true, instructions: 'Be brief.', temperature: null },
};
const start: StreamPart = { kind: 'start', id: 'chatcmpl-1', model: 'their-m' };
const finish: StreamPart = { kind: 'finish', choice: 0, finish: { reason: 'stop' } };
const end: StreamPart = { kind: 'end' };
const open = (block: number, part: BlockPart, choice = 0): StreamPart => ({
  kind: 'open',
  choice,
  block,
  part,
});
const grow = (block: number, text: string): StreamPart => ({ kind: 'delta', block, text });
const close = (block: number): StreamPart => ({ kind: 'close', block });
const text: BlockPart = { kind: 'text', text: '' };
const call: BlockPart = { kind: 'tool_call', id: 'c', name: 'f', input: '' };

interface Written {
  readonly type: string;
  readonly sequence_number: number;
  readonly [field: string]: unknown;
}

const eventsOf = (written: string): Written[] =>
  written
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => JSON.parse(event.slice(event.indexOf('data: ') + 'data: '.length)) as Written);

function events(...parts: StreamPart[]): Written[] {
  const encoder = new ResponsesEncoder(context);
  return eventsOf(parts.map((part) => encoder.write(part)).join(''));
}
const types = (...parts: StreamPart[]): string[] =>
  events(start, ...parts, end)
    .slice(2, -1)
    .map(({ type }) => type.replace('response.', ''));

describe('the choreography', () => {
  it.each<[string, StreamPart[], string[]]>([
    [
      'text',
      [open(0, text), grow(0, 'Hi'), close(0), finish],
      [
        'output_item.added',
        'content_part.added',
        'output_text.delta',
        'output_text.done',
        'content_part.done',
        'output_item.done',
      ],
    ],
    [
      'thoughts',
      [open(0, { kind: 'reasoning', text: '' }), grow(0, 'hm'), close(0)],
      [
        'output_item.added',
        'reasoning_summary_part.added',
        'reasoning_summary_text.delta',
        'reasoning_summary_text.done',
        'reasoning_summary_part.done',
        'output_item.done',
      ],
    ],
    [
      'a call without input',
      [open(0, call), close(0)],
      [
        'output_item.added',
        'function_call_arguments.delta',
        'function_call_arguments.done',
        'output_item.done',
      ],
    ],
    [
      'a call of a custom tool',
      [open(0, { ...call, custom: true }), grow(0, 'ls'), close(0)],
      [
        'output_item.added',
        'custom_tool_call_input.delta',
        'custom_tool_call_input.done',
        'output_item.done',
      ],
    ],
    ['a second choice', [open(0, text, 1), grow(0, 'Hi'), close(0), { ...finish, choice: 1 }], []],
  ])('%s', (_name, parts, expected) => {
    expect(types(...parts)).toEqual(expected);
  });

  it('numbers every event from 0 and writes its type twice', () => {
    const written = events(start, open(0, text), grow(0, 'Hi'), close(0), finish, end);
    expect(written.map(({ sequence_number }) => sequence_number)).toEqual(
      written.map((_event, index) => index),
    );
    expect(new ResponsesEncoder(context).write(start)).toMatch(
      /^event: response\.created\ndata: \{"type":"response\.created","sequence_number":0,/,
    );
  });

  it('puts calls that overlap one behind the other', () => {
    const written = events(
      open(0, call),
      open(1, { ...call, id: 'd' }),
      grow(1, '{"b":1}'),
      grow(0, '{"a":1}'),
      close(1),
      close(0),
      finish,
      end,
    );
    const items = written.filter(({ type }) => type.includes('output_item'));
    expect(items.map(({ output_index, type }) => `${String(output_index)} ${type.slice(21)}`)).toEqual([
      '0 added',
      '0 done',
      '1 added',
      '1 done',
    ]);
  });

  it('begins even where the provider said no beginning', () => {
    expect(events(open(0, text)).map(({ type }) => type)).toContain('response.created');
  });
});

describe('the response', () => {
  it('repeats the request, names itself, and is kept nowhere', () => {
    expect(events(start)[0]!['response']).toMatchObject({
      id: `resp_${context.seed}`,
      created_at: 5,
      model: 'their-m',
      status: 'in_progress',
      output: [],
      usage: null,
      store: false,
      instructions: 'Be brief.',
      temperature: null,
    });
  });

  it.each([
    ['stop', 'response.completed', 'completed', null],
    ['tool_calls', 'response.completed', 'completed', null],
    ['length', 'response.incomplete', 'incomplete', { reason: 'max_output_tokens' }],
    ['content_filter', 'response.incomplete', 'incomplete', { reason: 'content_filter' }],
  ] as const)('ends with %s as %s', (reason, type, status, incomplete_details) => {
    const last = events(start, open(0, text), close(0), { ...finish, finish: { reason } }, end).at(-1)!;
    expect(last).toMatchObject({ type, response: { status, incomplete_details, output: [{ status }] } });
  });

  it('counts usage that comes behind the finish, and zeros where none came', () => {
    const counted = events(start, finish, { kind: 'usage', usage: { tokens: { input: 3, output: 4 } } }, end);
    expect(counted.at(-1)!['response']).toMatchObject({ usage: { input_tokens: 3, total_tokens: 7 } });
    expect(events(start, finish, end).at(-1)!['response']).toMatchObject({ usage: { total_tokens: 0 } });
  });
});

describe('an error', () => {
  it('comes as two events, which go on from what was written', () => {
    const encoder = new ResponsesEncoder(context);
    const before = eventsOf(encoder.write(start) + encoder.write(open(0, call)) + encoder.write(close(0)));
    const [error, failed, ...more] = eventsOf(encoder.error({ status: 429, message: 'slow down' }));
    expect(error).toMatchObject({ type: 'error', sequence_number: before.length, message: 'slow down' });
    expect(failed).toMatchObject({
      type: 'response.failed',
      sequence_number: before.length + 1,
      response: {
        id: `resp_${context.seed}`,
        status: 'failed',
        error: { code: 'rate_limit_exceeded', message: 'slow down' },
        output: [{ type: 'function_call' }],
      },
    });
    expect(more).toEqual([]);
  });
});

describe('foreign seals', () => {
  it('stand before the call they were made for, and bear their origin', () => {
    const signature = { origin: 'gemini', value: 'x' } as const;
    const written = events(start, open(0, { ...call, signature }), close(0), finish, end);
    expect(written.at(-1)!['response']).toMatchObject({
      output: [
        { type: 'reasoning', summary: [], encrypted_content: 'gemini#x' },
        { type: 'function_call', call_id: 'c' },
      ],
    });
  });
});
