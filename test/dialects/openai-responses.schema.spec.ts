import { openAiResponses, type EncodingContext, type StreamPart } from '@fairlead/dialects';
import { ANSWERS, call, foreign, replyOf, streamOf } from './support/answers.js';
import { describeWithOpenApi, openApiValidator, responseEventSchemas } from './support/openapi.js';

type Json = Record<string, unknown>;

const codec = openAiResponses.codec!;
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
