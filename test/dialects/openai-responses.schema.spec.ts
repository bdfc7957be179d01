import {
  openAiResponses,
  type BlockDelta,
  type Choice,
  type EncodingContext,
  type Finish,
  type Part,
  type Reply,
  type ReplyUsage,
  type StreamPart,
} from '@fairlead/dialects';
import { describeWithOpenApi, openApiValidator, responseEventSchemas } from './support/openapi.js';

type Json = Record<string, unknown>;

const codec = openAiResponses.codec!;
const usage: ReplyUsage = { tokens: { input: 9, cacheRead: 4, cacheWrite: 2, output: 7, reasoning: 3 } };
const foreign = (value: string) => ({ origin: 'gemini', value }) as const;
const call = { kind: 'tool_call', id: 'call_1', name: 'look', input: '{"a":1}' } as const;

const ANSWERS: readonly [string, readonly Part[], Finish['reason']][] = [
  ['text', [{ kind: 'text', text: 'Hi' }], 'stop'],
  ['nothing', [], 'stop'],
  ['empty text', [{ kind: 'text', text: '' }], 'stop'],
  [
    'two texts',
    [
      { kind: 'text', text: 'a' },
      { kind: 'text', text: 'b' },
    ],
    'stop',
  ],
  ['a refusal', [{ kind: 'refusal', text: 'no' }], 'refusal'],
  ['text cut by a filter', [{ kind: 'text', text: 'a' }], 'content_filter'],
  ['text cut short', [{ kind: 'text', text: 'a' }], 'length'],
  ['a call that cannot be read', [], 'malformed_call'],
  [
    'text with sources',
    [
      {
        kind: 'text',
        text: 'Hi',
        citations: [
          { url: 'https://x.test', title: 'X', start: 0, end: 2 },
          { url: 'https://y.test' },
          { fileId: 'f' },
        ],
      },
    ],
    'stop',
  ],
  [
    'text with probabilities',
    [
      {
        kind: 'text',
        text: 'é',
        logprobs: [{ token: 'é', logprob: -1, alternatives: [{ token: 'e', logprob: -2 }] }],
      },
    ],
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
  ['sealed thoughts', [{ kind: 'reasoning', text: '', sealed: foreign('x') }], 'stop'],
  ['a signed call', [{ ...call, signature: foreign('sig') }], 'tool_calls'],
  ['a call of a custom tool', [{ ...call, custom: true, input: 'ls' }], 'tool_calls'],
  [
    'a picture',
    [{ kind: 'media', media: 'image', mediaType: 'image/webp', source: { from: 'data', base64: 'QUJD' } }],
    'stop',
  ],
  [
    'what cannot be said',
    [{ kind: 'media', media: 'audio', source: { from: 'data', base64: 'QQ==' } }],
    'stop',
  ],
  ["another dialect's own", [{ kind: 'vendor', dialect: 'gemini', value: { executableCode: {} } }], 'stop'],
];

const REQUEST: Json = {
  model: 'm',
  input: 'x',
  instructions: 'Be brief.',
  tools: [
    { type: 'function', name: 'look' },
    { type: 'custom', name: 'sh' },
  ],
  tool_choice: 'auto',
  temperature: 0.5,
  max_output_tokens: 100,
  reasoning: { effort: 'low' },
  text: { verbosity: 'low' },
  metadata: { a: 'b' },
  store: true,
  parallel_tool_calls: false,
};

const context = (request: Json): EncodingContext => ({
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1_700_000_000,
  conversation: { model: 'm', stream: true, messages: [] },
  request,
});

const replyOf = (parts: readonly Part[], reason: Finish['reason']): Reply => ({
  id: 'msg_foreign',
  model: 'their-model',
  serviceTier: 'standard',
  choices: [{ index: 0, parts, finish: { reason } } satisfies Choice],
  usage,
});

/** The same answer, bit by bit. */
function streamOf({ choices, id, model, serviceTier }: Reply): StreamPart[] {
  const [{ parts, finish }] = choices as [Choice];
  const blocks = parts.flatMap((part, block): StreamPart[] => {
    if (part.kind === 'tool_result') throw new Error('no part of an answer');
    const text = part.kind === 'tool_call' ? part.input : 'text' in part ? part.text : '';
    const empty =
      part.kind === 'tool_call' ? { ...part, input: '' } : 'text' in part ? { ...part, text: '' } : part;
    return [
      { kind: 'open', choice: 0, block, part: empty },
      ...Array.from(text, (letter): StreamPart => ({ kind: 'delta', block, text: letter })),
      { kind: 'delta', block, ...besideText(part) },
      { kind: 'close', block },
    ];
  });
  return [
    { kind: 'start', id: id!, model: model!, serviceTier: serviceTier! },
    ...blocks,
    { kind: 'finish', choice: 0, finish },
    { kind: 'usage', usage },
    { kind: 'end' },
  ];
}

/** What a whole part says and its text does not. */
function besideText(part: Part): Partial<BlockDelta> {
  if (part.kind === 'text') return { citations: part.citations ?? [], logprobs: part.logprobs ?? [] };
  if (part.kind !== 'reasoning') return {};
  return {
    ...(part.signature && { signature: part.signature }),
    ...(part.sealed && { sealed: part.sealed }),
  };
}

const eventsOf = (text: string): Json[] =>
  text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => JSON.parse(event.slice(event.indexOf('data: ') + 6)) as Json);

function written(parts: readonly StreamPart[], request = REQUEST): Json[] {
  const encoder = codec.openEncoder(context(request));
  return eventsOf(parts.map((part) => encoder.write(part)).join(''));
}

describe('an answer of another dialect', () => {
  it.each(ANSWERS)('is the same response whole and streamed: %s', (_name, parts, reason) => {
    const reply = replyOf(parts, reason);
    const whole = codec.encodeReply(reply, context(REQUEST));
    expect(written(streamOf(reply)).at(-1)?.['response']).toEqual(JSON.parse(JSON.stringify(whole)));
  });

  it.each(ANSWERS)('builds up what the last event repeats: %s', (_name, parts, reason) => {
    const events = written(streamOf(replyOf(parts, reason)));
    const items = events.filter(({ type }) => type === 'response.output_item.done').map(({ item }) => item);
    expect((events.at(-1)!['response'] as Json)['output']).toEqual(items);
    const added = events.filter(({ type }) => type === 'response.output_item.added');
    expect(added.map(({ output_index }) => output_index)).toEqual(items.map((_item, index) => index));
  });
});

describeWithOpenApi('openai-responses writes what the OpenAPI document says', () => {
  const wrongWith = openApiValidator('Response');

  it.each(ANSWERS)('a response: %s', (_name, parts, reason) => {
    expect(wrongWith(codec.encodeReply(replyOf(parts, reason), context(REQUEST)))).toEqual([]);
    expect(wrongWith(codec.encodeReply(replyOf(parts, reason), context({})))).toEqual([]);
  });

  it.each(ANSWERS)('every event: %s', (_name, parts, reason) => {
    const schemas = responseEventSchemas();
    for (const event of written(streamOf(replyOf(parts, reason))))
      expect(openApiValidator(schemas.get(String(event['type']))!)(event)).toEqual([]);
  });

  it('both events of an error', () => {
    const encoder = codec.openEncoder(context(REQUEST));
    encoder.write({ kind: 'start', id: 'x' });
    const [error, failed] = eventsOf(encoder.error({ status: 502, message: 'gone' }));
    expect(openApiValidator('ResponseErrorEvent')(error)).toEqual([]);
    expect(openApiValidator('ResponseFailedEvent')(failed)).toEqual([]);
    expect([error!['sequence_number'], failed!['sequence_number']]).toEqual([2, 3]);
  });

  it('a request', () => {
    const request = codec.encodeRequest(
      {
        model: 'm',
        stream: true,
        messages: [
          { role: 'system', parts: [{ kind: 'text', text: 'Be brief.' }] },
          {
            role: 'user',
            parts: [
              { kind: 'text', text: 'What is this?' },
              {
                kind: 'media',
                media: 'image',
                source: { from: 'data', base64: 'QUJD' },
                mediaType: 'image/png',
              },
              { kind: 'media', media: 'document', source: { from: 'url', url: 'https://x.test/a.pdf' } },
            ],
          },
          {
            role: 'assistant',
            parts: [
              { kind: 'reasoning', text: 'hm', signature: foreign('sig') },
              { kind: 'text', text: 'Let me look.' },
              call,
            ],
          },
          {
            role: 'tool',
            parts: [{ kind: 'tool_result', callId: 'call_1', content: [{ kind: 'text', text: '1' }] }],
          },
        ],
        tools: [{ kind: 'function', name: 'look' }],
        toolChoice: { kind: 'among', names: ['look'], required: true },
        maxOutputTokens: 1,
        reasoning: { budgetTokens: 2000, sealed: true },
        output: { kind: 'schema', schema: { type: 'object' } },
      },
      'm',
    );
    expect(openApiValidator('CreateResponse')(request)).toEqual([]);
  });
});
