import type { EncodingContext } from '../../codec.js';
import type { Choice, Part, Reply } from '../../form/index.js';
import { asArray, asObject, type JsonObject } from '../../json/decode.js';
import { decodeReply } from './decode-reply.js';
import { encodeReply } from './encode-reply.js';

const MARK = { origin: 'openai-chat', value: '' } as const;
const foreign = (value: string) => ({ origin: 'gemini', value }) as const;

const body = (message: JsonObject, more: JsonObject = {}): JsonObject => ({
  id: 'chatcmpl-1',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop', ...more }],
});

describe('a message of a chat reply', () => {
  it.each<[string, JsonObject, Part[]]>([
    ['text', { content: 'Hi' }, [{ kind: 'text', text: 'Hi' }]],
    ['nothing', { content: null }, []],
    ['a refusal', { content: null, refusal: 'no' }, [{ kind: 'refusal', text: 'no' }]],
    [
      'thoughts',
      { content: 'Hi', reasoning_content: 'hm' },
      [
        { kind: 'reasoning', text: 'hm', signature: MARK },
        { kind: 'text', text: 'Hi' },
      ],
    ],
    [
      'thoughts among the content',
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
          { type: 'text', text: 'Hi' },
        ],
      },
      [
        { kind: 'reasoning', text: 'hm' },
        { kind: 'text', text: 'Hi' },
      ],
    ],
    [
      'signed and sealed thoughts',
      {
        content: 'Hi',
        reasoning: 'hm',
        reasoning_details: [
          { type: 'reasoning.text', text: 'hm', signature: 'sig' },
          { type: 'reasoning.encrypted', data: 'gemini#x' },
        ],
      },
      [
        { kind: 'reasoning', text: 'hm', signature: { origin: 'openai-chat', value: 'sig' } },
        { kind: 'reasoning', text: '', sealed: foreign('x') },
        { kind: 'text', text: 'Hi' },
      ],
    ],
    [
      'sources',
      {
        content: 'Hi',
        annotations: [
          {
            type: 'url_citation',
            url_citation: { url: 'https://x.test', title: 'X', start_index: 0, end_index: 2 },
          },
        ],
      },
      [
        {
          kind: 'text',
          text: 'Hi',
          citations: [
            expect.objectContaining({ url: 'https://x.test', title: 'X', start: 0, end: 2 }) as object,
          ],
        },
      ],
    ],
    [
      'calls, one of them without an id',
      {
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } },
          { function: { name: 'g', arguments: { b: 1 } } },
          { id: 'c', type: 'custom', custom: { name: 'sh', input: 'ls' } },
        ],
      },
      [
        { kind: 'tool_call', id: 'a', name: 'f', input: '{}' },
        { kind: 'tool_call', id: 'call_chatcmpl1_1', name: 'g', input: '{"b":1}' },
        { kind: 'tool_call', id: 'c', name: 'sh', input: 'ls', custom: true },
      ],
    ],
    [
      'a call of the deprecated kind',
      { function_call: { name: 'f', arguments: '{}' } },
      [{ kind: 'tool_call', id: 'function_f', name: 'f', input: '{}' }],
    ],
    [
      'images',
      { content: '', images: [{ type: 'image_url', image_url: { url: 'data:image/webp;base64,QQ==' } }] },
      [
        {
          kind: 'media',
          media: 'image',
          source: { from: 'data', base64: 'QQ==' },
          mediaType: 'image/webp',
        },
      ],
    ],
    [
      'sound',
      { content: null, audio: { id: 'x', data: 'QQ==', transcript: 'Hi' } },
      [
        { kind: 'text', text: 'Hi' },
        {
          kind: 'media',
          media: 'audio',
          source: { from: 'data', base64: 'QQ==' },
          mediaType: 'audio/wav',
        },
      ],
    ],
  ])('with %s', (_name, message, parts) => {
    const [choice] = decodeReply(body(message)).choices;
    expect(choice?.parts).toEqual(parts);
  });

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool_calls', 'tool_calls'],
    ['function_call', 'tool_calls'],
    ['content_filter', 'content_filter'],
    ['model_length', 'context_length'],
    ['eos', 'other'],
    [null, 'other'],
    ['constructor', 'other'],
  ])('that ends by %j ends by %s', (word, reason) => {
    const [choice] = decodeReply(body({ content: 'Hi' }, { finish_reason: word })).choices;
    expect(choice?.finish).toEqual({ reason });
  });
});

describe('a chat reply for a caller', () => {
  const context: EncodingContext = {
    seed: '0123456789abcdef',
    nowS: 1_700_000_000,
    conversation: { model: 'asked', stream: false, messages: [] },
    request: {},
  };
  const choiceOf = (choice: Partial<Choice>, reply: Partial<Reply> = {}): JsonObject => {
    const choices = [{ index: 0, parts: [], finish: { reason: 'stop' as const }, ...choice }];
    return asObject(asArray(encodeReply({ choices, ...reply }, context)['choices'])[0]) ?? {};
  };

  it('has all that the provider did not say', () => {
    expect(encodeReply({ choices: [] }, context)).toEqual({
      id: 'chatcmpl-0123456789abcdef',
      object: 'chat.completion',
      created: 1_700_000_000,
      model: 'asked',
      choices: [],
    });
  });

  it.each<[Partial<Reply>, JsonObject]>([
    [{ serviceTier: 'flex' }, { service_tier: 'flex' }],
    [{ serviceTier: 'standard_only' }, { service_tier: 'default' }],
    [
      { usage: { tokens: { input: 5 } } },
      { usage: { prompt_tokens: 5, completion_tokens: 0, total_tokens: 5 } },
    ],
    [
      { usage: { tokens: { input: 5, cacheRead: 4, cacheWrite: 1, output: 3, reasoning: 2 } } },
      {
        usage: {
          prompt_tokens: 5,
          completion_tokens: 3,
          total_tokens: 8,
          prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 1 },
          completion_tokens_details: { reasoning_tokens: 2 },
        },
      },
    ],
  ])('says %j', (reply, fields) => {
    expect(encodeReply({ choices: [], ...reply }, context)).toMatchObject(fields);
  });

  it.each<[string, Part[], JsonObject]>([
    ['nothing', [], { content: null, refusal: null }],
    ['an empty text', [{ kind: 'text', text: '' }], { content: '', refusal: null }],
    [
      'a signed call',
      [{ kind: 'tool_call', id: 'a', name: 'f', input: '', signature: foreign('s') }],
      {
        content: null,
        refusal: null,
        reasoning_details: [
          { type: 'reasoning.encrypted', data: 'gemini#s', format: 'google-gemini-v1', index: 0 },
        ],
        tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }],
      },
    ],
    [
      'sources of the second of two texts',
      [
        { kind: 'text', text: 'one ' },
        { kind: 'text', text: 'two', citations: [{ url: 'https://x.test', start: 0, end: 3 }] },
      ],
      {
        content: 'one two',
        refusal: null,
        annotations: [
          {
            type: 'url_citation',
            url_citation: { url: 'https://x.test', title: 'https://x.test', start_index: 4, end_index: 7 },
          },
        ],
      },
    ],
  ])('with %s', (_name, parts, message) => {
    expect(choiceOf({ parts })).toEqual({
      index: 0,
      message: { role: 'assistant', ...message },
      logprobs: null,
      finish_reason: 'stop',
    });
  });

  it('keeps a call of the deprecated kind as it was', () => {
    const call = { name: 'f', arguments: '{}' };
    const message = { content: null, refusal: null, function_call: call };
    const { choices } = encodeReply(decodeReply(body(message)), context);
    expect(choices).toMatchObject([{ message }]);
    expect(JSON.stringify(choices)).not.toContain('tool_calls');
  });
});
