import type { Conversation, JsonObject, Message, Part } from '@fairlead/plugin-sdk';
import { converseRequest } from './converse-request.js';

const MODEL = 'acme.large-v1:0';
const CLAUDE = 'eu.anthropic.claude-x-v1:0';
const text = (words: string): Part => ({ kind: 'text', text: words });
const user = (...parts: Part[]): Message => ({ role: 'user', parts });
const assistant = (...parts: Part[]): Message => ({ role: 'assistant', parts });
const HELLO = { role: 'user', content: [{ text: 'Hello' }] };

function request(change: Partial<Conversation>, model = MODEL): JsonObject {
  return converseRequest({ model: 'm', stream: true, messages: [user(text('Hello'))], ...change }, model);
}

const weather = {
  kind: 'function',
  name: 'weather',
  description: 'Of a place',
  schema: { type: 'object' },
} as const;
const toolSpec = { name: 'weather', description: 'Of a place', inputSchema: { json: { type: 'object' } } };
const call = { kind: 'tool_call', id: 'c1', name: 'weather', input: '{"at":"Ulm"}' } as const;
const schema = { type: 'object', properties: { a: { type: 'string' } } };

it.each<[string, Partial<Conversation>, JsonObject]>([
  ['a question', {}, { messages: [HELLO] }],
  [
    'system prompts, wherever they stand',
    {
      messages: [
        { role: 'system', parts: [text('A')] },
        user(text('Hello')),
        { role: 'developer', parts: [text('B')] },
      ],
    },
    { system: [{ text: 'A' }, { text: 'B' }], messages: [HELLO] },
  ],
  [
    'limits and sampling',
    { maxOutputTokens: 99, sampling: { temperature: 0.5, topP: 0.9, seed: 1 }, stop: ['END'] },
    {
      messages: [HELLO],
      inferenceConfig: { maxTokens: 99, temperature: 0.5, topP: 0.9, stopSequences: ['END'] },
    },
  ],
  [
    'a turn for each side, though a tool and the user speak in a row',
    {
      messages: [
        user(text('Hello')),
        assistant(text(' '), call),
        { role: 'tool', parts: [{ kind: 'tool_result', callId: 'c1', content: [text('dry')] }] },
        { role: 'tool', parts: [{ kind: 'tool_result', callId: 'c2', content: [], failed: true }] },
        user(text('So?')),
      ],
      tools: [weather],
    },
    {
      messages: [
        HELLO,
        {
          role: 'assistant',
          content: [{ toolUse: { toolUseId: 'c1', name: 'weather', input: { at: 'Ulm' } } }],
        },
        {
          role: 'user',
          content: [
            { toolResult: { toolUseId: 'c1', content: [{ text: 'dry' }] } },
            { toolResult: { toolUseId: 'c2', content: [{ text: '(no output)' }], status: 'error' } },
            { text: 'So?' },
          ],
        },
      ],
      toolConfig: { tools: [{ toolSpec }] },
    },
  ],
  [
    'images and documents',
    {
      messages: [
        user(
          {
            kind: 'media',
            media: 'image',
            mediaType: 'image/jpeg',
            source: { from: 'data', base64: 'QUJD' },
          },
          {
            kind: 'media',
            media: 'image',
            mediaType: 'image/png',
            source: { from: 'url', url: 's3://b/a.png' },
          },
          {
            kind: 'media',
            media: 'document',
            name: 'a_b.pdf',
            mediaType: 'application/pdf',
            source: { from: 'data', base64: 'Qg==' },
          },
          { kind: 'media', media: 'document', citable: true, source: { from: 'text', text: 'Facts' } },
        ),
      ],
    },
    {
      messages: [
        {
          role: 'user',
          content: [
            { image: { format: 'jpeg', source: { bytes: 'QUJD' } } },
            { image: { format: 'png', source: { s3Location: { uri: 's3://b/a.png' } } } },
            { document: { format: 'pdf', name: 'a-b-pdf', source: { bytes: 'Qg==' } } },
            {
              document: {
                format: 'txt',
                name: 'document',
                source: { text: 'Facts' },
                citations: { enabled: true },
              },
            },
          ],
        },
      ],
    },
  ],
  [
    'what is worth caching',
    {
      messages: [
        { role: 'system', parts: [{ kind: 'text', text: 'A', cache: {} }] },
        user({ kind: 'text', text: 'Hello', cache: { ttl: '1h' } }),
      ],
      tools: [{ ...weather, cache: {} }],
      cache: {},
    },
    {
      system: [{ text: 'A' }, { cachePoint: { type: 'default' } }],
      messages: [
        {
          role: 'user',
          content: [
            { text: 'Hello' },
            { cachePoint: { type: 'default', ttl: '1h' } },
            { cachePoint: { type: 'default' } },
          ],
        },
      ],
      toolConfig: { tools: [{ toolSpec }, { cachePoint: { type: 'default' } }] },
    },
  ],
  [
    'a schema, a tier and metadata',
    {
      output: { kind: 'schema', name: 'note', schema },
      serviceTier: 'flex',
      metadata: { team: 'core', size: 3 },
    },
    {
      messages: [HELLO],
      outputConfig: {
        textFormat: {
          type: 'json_schema',
          structure: { jsonSchema: { name: 'note', schema: JSON.stringify(schema) } },
        },
      },
      serviceTier: { type: 'flex' },
      requestMetadata: { team: 'core' },
    },
  ],
])('says %s', (_what, change, body) => expect(request(change)).toEqual(body));

it.each<[Conversation['toolChoice'], JsonObject | undefined]>([
  [undefined, { tools: [{ toolSpec }] }],
  [{ kind: 'auto' }, { tools: [{ toolSpec }], toolChoice: { auto: {} } }],
  [{ kind: 'required' }, { tools: [{ toolSpec }], toolChoice: { any: {} } }],
  [
    { kind: 'named', name: 'weather' },
    { tools: [{ toolSpec }], toolChoice: { tool: { name: 'weather' } } },
  ],
  [
    { kind: 'among', names: ['weather'], required: true },
    { tools: [{ toolSpec }], toolChoice: { any: {} } },
  ],
  [{ kind: 'among', names: ['other'], required: false }, undefined],
  [{ kind: 'none' }, undefined],
])('lets the model choose %j', (toolChoice, config) => {
  expect(request({ tools: [weather], ...(toolChoice && { toolChoice }) })['toolConfig']).toEqual(config);
});

it.each<[string, Partial<Conversation>, JsonObject | undefined]>([
  [CLAUDE, { reasoning: { effort: 'low' } }, { thinking: { type: 'enabled', budget_tokens: 1024 } }],
  [CLAUDE, { reasoning: { effort: 'none' } }, undefined],
  [CLAUDE, { sampling: { topK: 5 } }, { top_k: 5 }],
  [MODEL, { reasoning: { effort: 'low' }, sampling: { topK: 5 } }, undefined],
])('%s, %j: more fields are %j', (model, change, fields) => {
  expect(request(change, model)['additionalModelRequestFields']).toEqual(fields);
});

it('returns thoughts to whom signed them, and to nobody else', () => {
  const signed = {
    kind: 'reasoning',
    text: 'hm',
    signature: { origin: 'anthropic-messages', value: 's' },
  } as const;
  const sealed = {
    kind: 'reasoning',
    text: '',
    sealed: { origin: 'anthropic-messages', value: 'x' },
  } as const;
  const foreign = { kind: 'reasoning', text: 'hm', signature: { origin: 'gemini', value: 's' } } as const;
  const { messages } = request({
    messages: [user(text('Hello')), assistant(signed, sealed, foreign, text('Hi'))],
  });
  expect(messages).toEqual([
    HELLO,
    {
      role: 'assistant',
      content: [
        { reasoningContent: { reasoningText: { text: 'hm', signature: 's' } } },
        { reasoningContent: { redactedContent: 'x' } },
        { text: 'Hi' },
      ],
    },
  ]);
});

const image = { kind: 'media', media: 'image' } as const;
it.each<[string, Partial<Conversation>]>([
  [
    'image by its URL',
    {
      messages: [user({ ...image, mediaType: 'image/png', source: { from: 'url', url: 'https://x.test' } })],
    },
  ],
  [
    'image of type image/tiff',
    { messages: [user({ ...image, mediaType: 'image/tiff', source: { from: 'data', base64: '' } })] },
  ],
  [
    'audio of type',
    {
      messages: [
        user({ kind: 'media', media: 'audio', mediaType: 'audio/wav', source: { from: 'data', base64: '' } }),
      ],
    },
  ],
  [
    'uploaded elsewhere',
    { messages: [user({ ...image, mediaType: 'image/png', source: { from: 'file', id: 'f' } })] },
  ],
  ['any JSON object', { output: { kind: 'json' } }],
  ['several answers', { choices: 2 }],
  ['probability', { logprobs: {} }],
  ['answer of audio', { modalities: ['audio'] }],
  ['kept elsewhere', { previousReplyId: 'r' }],
  ['tool of kind "custom"', { tools: [{ kind: 'custom', name: 'c' }] }],
  [
    'tool_choice "none"',
    { tools: [weather], toolChoice: { kind: 'none' }, messages: [user(text('Hello')), assistant(call)] },
  ],
])('leaves to another target: %s', (what, change) => {
  expect(() => request(change)).toThrow(
    expect.objectContaining({ faultClass: 'unsupported_parameter', message: expect.stringContaining(what) }),
  );
});
