import {
  anthropicMessages,
  type BlockPart,
  type Choice,
  type Conversation,
  type EncodingContext,
  type Finish,
  type Part,
  type Reply,
  type ReplyUsage,
  type StreamPart,
} from '@fairlead/dialects';
import { describeWithAnthropicSchema, EVENT_SCHEMAS, problemsWith } from './support/anthropic-schema.js';
import { judgedMessages, messageOf } from './support/message-of.js';

const codec = anthropicMessages.codec!;
const usage: ReplyUsage = { tokens: { input: 9, cacheRead: 4, cacheWrite: 2, output: 7, reasoning: 3 } };
const foreign = (value: string) => ({ origin: 'gemini', value }) as const;
const call = { kind: 'tool_call', id: 'call_1', name: 'look', input: '{"a":1}' } as const;

const ANSWERS: readonly [string, readonly Part[], Finish['reason']][] = [
  ['text', [{ kind: 'text', text: 'Hi' }], 'stop'],
  ['nothing', [], 'stop'],
  ['empty text', [{ kind: 'text', text: '' }], 'stop'],
  ['a refusal', [{ kind: 'refusal', text: 'no' }], 'stop'],
  ['text cut by a filter', [{ kind: 'text', text: 'a' }], 'content_filter'],
  ['text cut short', [{ kind: 'text', text: 'a' }], 'length'],
  ['text that filled the window', [{ kind: 'text', text: 'a' }], 'context_length'],
  ['a call that cannot be read', [], 'malformed_call'],
  [
    'text with sources',
    [{ kind: 'text', text: 'Hi', citations: [{ url: 'https://x.test', start: 0, end: 2 }, { fileId: 'f' }] }],
    'stop',
  ],
  [
    'thoughts, text and calls',
    [
      { kind: 'reasoning', text: 'hm', signature: foreign('sig') },
      { kind: 'text', text: 'So:' },
      call,
      { kind: 'tool_call', id: 'call_2', name: 'now', input: '' },
    ],
    'tool_calls',
  ],
  ['unsigned thoughts', [{ kind: 'reasoning', text: 'hm' }], 'stop'],
  ['sealed thoughts', [{ kind: 'reasoning', text: '', sealed: foreign('x') }], 'stop'],
  ['a sealed summary', [{ kind: 'reasoning', text: 'hm', summary: true, sealed: foreign('x') }], 'stop'],
  ['a signed call', [{ ...call, signature: foreign('sig') }], 'stop'],
  ['a call of a custom tool', [{ ...call, custom: true, input: 'ls "x"' }], 'tool_calls'],
  [
    'what cannot be said',
    [{ kind: 'media', media: 'audio', source: { from: 'data', base64: 'QQ==' } }],
    'stop',
  ],
  ["another dialect's own", [{ kind: 'vendor', dialect: 'gemini', value: { executableCode: {} } }], 'stop'],
];

const context: EncodingContext = {
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1_700_000_000,
  conversation: { model: 'm', stream: true, messages: [] },
  request: {},
};

const replyOf = (parts: readonly Part[], reason: Finish['reason']): Reply => ({
  model: 'their-model',
  serviceTier: 'default',
  choices: [{ index: 0, parts, finish: { reason } } satisfies Choice],
  usage,
});

/** The same answer, bit by bit, all its blocks at once. */
function streamOf({ choices, model, serviceTier }: Reply): StreamPart[] {
  const [{ parts, finish }] = choices as [Choice];
  return [
    { kind: 'start', model: model!, serviceTier: serviceTier! },
    ...parts.map((part, block): StreamPart => ({ kind: 'open', choice: 0, block, part: begun(part) })),
    ...parts.flatMap(growth),
    { kind: 'finish', choice: 0, finish },
    { kind: 'usage', usage },
    { kind: 'end' },
  ];
}

function begun(part: Part): BlockPart {
  switch (part.kind) {
    case 'text': {
      const { citations: _citations, ...bare } = part;
      return { ...bare, text: '' };
    }
    case 'reasoning': {
      const { signature: _signature, ...bare } = part;
      return { ...bare, text: '' };
    }
    case 'refusal':
      return { ...part, text: '' };
    case 'tool_call':
      return { ...part, input: '' };
    case 'tool_result':
      throw new Error('no part of an answer');
    default:
      return part;
  }
}

function growth(part: Part, block: number): StreamPart[] {
  const text = part.kind === 'tool_call' ? part.input : 'text' in part ? part.text : '';
  return [
    ...Array.from(text, (letter): StreamPart => ({ kind: 'delta', block, text: letter })),
    ...(part.kind === 'text' && part.citations
      ? [{ kind: 'delta', block, citations: part.citations } as const]
      : []),
    ...(part.kind === 'reasoning' && part.signature
      ? [{ kind: 'delta', block, signature: part.signature } as const]
      : []),
    { kind: 'close', block },
  ];
}

function written(parts: readonly StreamPart[]): string {
  const encoder = codec.openEncoder(context);
  return parts.map((part) => encoder.write(part)).join('');
}

describe('an answer of another dialect', () => {
  it.each(ANSWERS)('is the same message whole and streamed: %s', async (_name, parts, reason) => {
    const reply = replyOf(parts, reason);
    const streamed = await messageOf(written(streamOf(reply)));
    expect(streamed).toEqual(JSON.parse(JSON.stringify(codec.encodeReply(reply, context))));
  });

  it.each(ANSWERS)('numbers its blocks from 0, one open at a time: %s', (_name, parts, reason) => {
    const events = judgedMessages(Buffer.from(written(streamOf(replyOf(parts, reason)))));
    const steps = events.flatMap(({ name, json }) =>
      /_(?:start|stop)$/.test(name ?? '') && json?.['index'] !== undefined ? [[name, json['index']]] : [],
    );
    const blocks = steps.length / 2;
    expect(steps).toEqual(
      Array.from({ length: blocks }, (_, index) => [
        ['content_block_start', index],
        ['content_block_stop', index],
      ]).flat(),
    );
  });
});

describeWithAnthropicSchema('anthropic-messages writes what the OpenAPI document says', () => {
  it.each(ANSWERS)('a message: %s', (_name, parts, reason) => {
    expect(problemsWith('Message', codec.encodeReply(replyOf(parts, reason), context))).toEqual([]);
    const { usage: _usage, ...bare } = replyOf(parts, reason);
    expect(problemsWith('Message', codec.encodeReply(bare, context))).toEqual([]);
  });

  it.each(ANSWERS)('every event: %s', (_name, parts, reason) => {
    const events = judgedMessages(Buffer.from(written(streamOf(replyOf(parts, reason)))));
    const problems = events.flatMap(({ json }) => {
      const schema = EVENT_SCHEMAS[String(json?.['type'])];
      return schema === undefined ? [] : problemsWith(schema, json);
    });
    expect(problems).toEqual([]);
    expect(events.map(({ kind }) => kind).at(-1)).toBe('done');
  });

  it('an error', () => {
    const event = codec
      .openEncoder(context)
      .error({ status: 502, message: 'gone', fairlead: { request_id: 'r' } });
    const json: unknown = JSON.parse(event.slice(event.indexOf('{')));
    expect(problemsWith('ErrorResponse', json)).toEqual([]);
  });

  const base: Conversation = {
    model: 'm',
    stream: true,
    messages: [
      { role: 'system', parts: [{ kind: 'text', text: 'Be brief.' }] },
      {
        role: 'user',
        parts: [
          { kind: 'text', text: 'What is this?' },
          { kind: 'media', media: 'image', source: { from: 'data', base64: 'QUJD' }, mediaType: 'image/png' },
          { kind: 'media', media: 'document', source: { from: 'url', url: 'https://x.test/a.pdf' } },
          { kind: 'media', media: 'document', source: { from: 'text', text: 'A' }, name: 'a', citable: true },
        ],
      },
      {
        role: 'assistant',
        parts: [
          { kind: 'reasoning', text: 'hm', signature: foreign('sig') },
          { kind: 'text', text: 'Let me look.' },
          { ...call, id: 'call.1' },
        ],
      },
      { role: 'tool', parts: [{ kind: 'tool_result', callId: 'call.1', content: [], failed: true }] },
      { role: 'developer', parts: [{ kind: 'text', text: 'Now answer.' }] },
      { role: 'user', name: 'Ann', parts: [{ kind: 'text', text: 'Well?', cache: { ttl: '1h' } }] },
    ],
    tools: [{ kind: 'function', name: 'look', strict: true, schema: { properties: { a: { minimum: 0 } } } }],
    cache: {},
    user: 'u',
    serviceTier: 'flex',
    stop: ['\n', 'END'],
  };

  it.each<[string, Partial<Conversation>]>([
    ['as it is', {}],
    ['that makes it think', { reasoning: { effort: 'high' }, sampling: { temperature: 0.2, topK: 4 } }],
    ['with a small budget', { reasoning: { budgetTokens: 1 }, maxOutputTokens: 10 }],
    ['with no thoughts', { reasoning: { effort: 'none' } }],
    ['with a choice among tools', { toolChoice: { kind: 'among', names: ['look'], required: true } }],
    ['with one call', { parallelToolCalls: false }],
    ['with a hot temperature', { sampling: { temperature: 1.9, topP: 0.9 } }],
    ['for any JSON', { output: { kind: 'json' } }],
    ['for a schema', { output: { kind: 'schema', name: 'x', schema: { type: 'object', properties: {} } } }],
  ])('a request %s', (_name, change) => {
    for (const model of ['any', 'sonnet-4-5', 'opus-4-6', 'opus-5']) {
      expect(problemsWith('CreateMessageParams', codec.encodeRequest({ ...base, ...change }, model))).toEqual(
        [],
      );
    }
  });
});
