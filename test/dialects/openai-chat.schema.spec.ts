import { openAiChat, type EncodingContext, type StreamPart } from '@fairlead/dialects';
import { ANSWERS, call, foreign, replyOf, streamOf } from './support/answers.js';
import { chatAnswer } from './support/chat-answer.js';
import { describeWithOpenApi, openApiValidator } from './support/openapi.js';

type Json = Record<string, unknown>;

const codec = openAiChat.codec!;

const context = (includeUsage: boolean): EncodingContext => ({
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1_700_000_000,
  conversation: { model: 'm', stream: true, includeUsage, messages: [] },
  request: {},
});

const asSent = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

function written(parts: readonly StreamPart[], includeUsage = true): Json[] {
  const encoder = codec.openEncoder(context(includeUsage));
  const events = parts
    .map((part) => encoder.write(part))
    .join('')
    .split('\n\n');
  expect(events.slice(-2)).toEqual(['data: [DONE]', '']);
  return events.slice(0, -2).map((event) => JSON.parse(event.slice('data: '.length)) as Json);
}

describe('an answer of another dialect', () => {
  it.each(ANSWERS)('is the same completion whole and streamed: %s', (_name, parts, reason) => {
    const reply = replyOf(parts, reason);
    const whole = asSent(codec.encodeReply(reply, context(true)));
    expect(withoutEmpty(chatAnswer(written(streamOf(reply))))).toEqual(
      withoutEmpty({ ...whole, object: 'chat.completion.chunk' }),
    );
  });

  it.each(ANSWERS)('says in every chunk who speaks: %s', (_name, parts, reason) => {
    const chunks = written(streamOf(replyOf(parts, reason)));
    const heads = chunks.map(({ choices: _choices, usage: _usage, ...head }) => head);
    expect(heads).toEqual(heads.map(() => heads[0]));
    expect(chunks[0]?.['choices']).toMatchObject([{ index: 0, delta: { role: 'assistant' } }]);
  });

  it('has its usage last, and nothing of it before, for those who ask', () => {
    const parts = streamOf(replyOf([{ kind: 'text', text: 'Hi' }], 'stop'));
    const chunks = written(parts);
    const last = chunks.pop();
    expect(last).toMatchObject({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 7 } });
    expect(chunks.map(({ usage }) => usage)).toEqual(chunks.map(() => null));
    expect(written(parts, false)).toEqual(chunks.map(({ usage: _usage, ...chunk }) => chunk));
  });
});

describeWithOpenApi('openai-chat writes what the OpenAPI document says', () => {
  it.each(ANSWERS)('a completion: %s', (_name, parts, reason) => {
    const wrongWith = openApiValidator('CreateChatCompletionResponse');
    expect(wrongWith(asSent(codec.encodeReply(replyOf(parts, reason), context(true))))).toEqual([]);
  });

  // The document has calls of custom tools in whole answers alone.
  const inChunks = ANSWERS.filter(
    ([, parts]) => !parts.some((part) => part.kind === 'tool_call' && part.custom),
  );

  it.each(inChunks)('every chunk: %s', (_name, parts, reason) => {
    const wrongWith = openApiValidator('CreateChatCompletionStreamResponse');
    for (const includeUsage of [true, false])
      for (const chunk of written(streamOf(replyOf(parts, reason)), includeUsage))
        expect(wrongWith(chunk)).toEqual([]);
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
              { kind: 'media', media: 'image', source: { from: 'url', url: 'https://x.test' } },
              { kind: 'media', media: 'audio', source: { from: 'data', base64: 'QQ==' } },
              { kind: 'media', media: 'document', source: { from: 'data', base64: 'QQ==' } },
              { kind: 'media', media: 'document', source: { from: 'text', text: 'It is.' }, name: 'a.txt' },
            ],
          },
          {
            role: 'assistant',
            parts: [
              { kind: 'reasoning', text: 'hm', signature: foreign('sig') },
              { kind: 'text', text: 'Let me look.' },
              call,
              { kind: 'tool_call', id: 'call_2', name: 'sh', input: 'ls', custom: true },
            ],
          },
          {
            role: 'tool',
            parts: [
              { kind: 'tool_result', callId: 'call_1', content: [{ kind: 'text', text: '1' }] },
              {
                kind: 'tool_result',
                callId: 'call_2',
                failed: true,
                content: [
                  { kind: 'media', media: 'image', source: { from: 'data', base64: 'QQ==' } },
                  { kind: 'text', text: 'no such file' },
                ],
              },
            ],
          },
        ],
        tools: [
          { kind: 'function', name: 'look', strict: true, schema: { type: 'object' } },
          {
            kind: 'custom',
            name: 'sh',
            format: { type: 'grammar', syntax: 'lark', definition: 'start: "a"' },
          },
        ],
        toolChoice: { kind: 'among', names: ['look', 'sh'], required: true },
        maxOutputTokens: 1,
        reasoning: { budgetTokens: 2000 },
        output: { kind: 'schema', schema: { type: 'object' } },
        stop: ['a', 'b'],
        logprobs: { top: 2 },
        serviceTier: 'flex',
      },
      'm',
    );
    expect(openApiValidator('CreateChatCompletionRequest')(asSent(request))).toEqual([]);
  });
});

/** A stream has no nulls to tell apart from what was not said; its text begins empty, and its calls are numbered. */
function withoutEmpty(value: unknown, inCalls = false): unknown {
  if (Array.isArray(value)) return value.map((inner) => withoutEmpty(inner, inCalls));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, inner]) => inner !== null && !(key === 'content' && inner === '') && !(inCalls && key === 'index'),
  );
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutEmpty(inner, key === 'tool_calls')]));
}
