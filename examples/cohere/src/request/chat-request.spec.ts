import type { Conversation, JsonObject, Message, Part } from '@fairlead/plugin-sdk';
import { chatRequest } from './chat-request.js';

const text = (words: string): Part => ({ kind: 'text', text: words });
const user = (...parts: Part[]): Message => ({ role: 'user', parts });
const assistant = (...parts: Part[]): Message => ({ role: 'assistant', parts });
const image = { kind: 'media', media: 'image' } as const;
const HELLO = { role: 'user', content: 'Hello' };

function request(change: Partial<Conversation>): JsonObject {
  return chatRequest({ model: 'm', stream: false, messages: [user(text('Hello'))], ...change }, 'command');
}

const base = { model: 'command', stream: false };
const weather = { kind: 'function', name: 'weather', schema: { type: 'object' } } as const;
const other = { kind: 'function', name: 'other', description: 'Else' } as const;
const tool = (name: string, more: object = {}): object => ({
  type: 'function',
  function: { name, parameters: { type: 'object' }, ...more },
});
const TOOLS = [
  tool('weather'),
  tool('other', { description: 'Else', parameters: { type: 'object', properties: {} } }),
];
const call = { kind: 'tool_call', id: 'c1', name: 'weather', input: '{"at":"Ulm"}' } as const;
const schema = { type: 'object', required: ['a'] };

it.each<[string, Partial<Conversation>, JsonObject]>([
  ['a question', { stream: true }, { ...base, stream: true, messages: [HELLO] }],
  [
    'who says what',
    {
      messages: [
        { role: 'developer', parts: [text('Be brief')] },
        user(text('Hello')),
        assistant(text('Hi')),
        user(text('So?')),
      ],
    },
    {
      ...base,
      messages: [
        { role: 'system', content: 'Be brief' },
        HELLO,
        { role: 'assistant', content: 'Hi' },
        { role: 'user', content: 'So?' },
      ],
    },
  ],
  [
    'images',
    {
      messages: [
        user(
          text('Look'),
          { ...image, mediaType: 'image/jpeg', source: { from: 'data', base64: 'QUJD' } },
          { ...image, detail: 'low', source: { from: 'url', url: 'https://x.test/a.png' } },
        ),
      ],
    },
    {
      ...base,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,QUJD' } },
            { type: 'image_url', image_url: { url: 'https://x.test/a.png', detail: 'low' } },
          ],
        },
      ],
    },
  ],
  [
    'documents that are text, apart from who brought them',
    {
      messages: [
        user(
          { kind: 'media', media: 'document', name: 'Facts', source: { from: 'text', text: 'Rain is wet.' } },
          text('Hello'),
        ),
      ],
    },
    {
      ...base,
      messages: [HELLO],
      documents: [{ id: 'doc-0', data: { text: 'Rain is wet.', title: 'Facts' } }],
    },
  ],
  [
    'calls, their plan and their results',
    {
      messages: [
        user(text('Hello')),
        assistant({ kind: 'reasoning', text: 'I will look.' }, call),
        { role: 'tool', parts: [{ kind: 'tool_result', callId: 'c1', content: [text('dry')] }] },
      ],
      tools: [weather],
    },
    {
      ...base,
      messages: [
        HELLO,
        {
          role: 'assistant',
          tool_plan: 'I will look.',
          tool_calls: [
            { id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"at":"Ulm"}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'c1', content: 'dry' },
      ],
      tools: [tool('weather')],
    },
  ],
  [
    'limits and sampling, in its own words and ranges',
    {
      maxOutputTokens: 9,
      stop: ['END'],
      sampling: { temperature: 0.5, topP: 1, topK: 3, seed: 7, frequencyPenalty: 1.5, presencePenalty: -1 },
    },
    {
      ...base,
      messages: [HELLO],
      max_tokens: 9,
      stop_sequences: ['END'],
      temperature: 0.5,
      p: 0.99,
      k: 3,
      seed: 7,
      frequency_penalty: 1,
    },
  ],
  [
    'a schema',
    { output: { kind: 'schema', schema } },
    { ...base, messages: [HELLO], response_format: { type: 'json_object', json_schema: schema } },
  ],
  [
    'JSON',
    { output: { kind: 'json' } },
    { ...base, messages: [HELLO], response_format: { type: 'json_object' } },
  ],
  [
    'how much to think',
    { reasoning: { budgetTokens: 500 } },
    { ...base, messages: [HELLO], thinking: { type: 'enabled', token_budget: 500 } },
  ],
  [
    'not to think',
    { reasoning: { effort: 'none' } },
    { ...base, messages: [HELLO], thinking: { type: 'disabled' } },
  ],
])('says %s', (_what, change, body) => expect(request(change)).toEqual(body));

it.each<[Conversation['toolChoice'], JsonObject]>([
  [undefined, { tools: TOOLS }],
  [{ kind: 'auto' }, { tools: TOOLS }],
  [{ kind: 'none' }, { tools: TOOLS, tool_choice: 'NONE' }],
  [{ kind: 'required' }, { tools: TOOLS, tool_choice: 'REQUIRED' }],
  [
    { kind: 'named', name: 'other' },
    { tools: [TOOLS[1]], tool_choice: 'REQUIRED' },
  ],
  [{ kind: 'among', names: ['weather'], required: false }, { tools: [TOOLS[0]] }],
  [
    { kind: 'among', names: ['weather'], required: true },
    { tools: [TOOLS[0]], tool_choice: 'REQUIRED' },
  ],
])('lets the model choose %j', (toolChoice, fields) => {
  const body = request({ tools: [weather, other], ...(toolChoice && { toolChoice }) });
  expect(body).toEqual({ ...base, messages: [HELLO], ...fields });
});

it('holds inputs to schemas for all tools where one asks for it', () => {
  expect(request({ tools: [{ ...weather, strict: true }] })).toHaveProperty('strict_tools', true);
});

it.each<[string, Partial<Conversation>]>([
  [
    'document of this kind',
    { messages: [user({ kind: 'media', media: 'document', source: { from: 'data', base64: '' } })] },
  ],
  [
    'audio of this kind',
    { messages: [user({ kind: 'media', media: 'audio', source: { from: 'data', base64: '' } })] },
  ],
  ['image of this kind', { messages: [user({ ...image, source: { from: 'file', id: 'f' } })] }],
  ['several answers', { choices: 2 }],
  ['probability', { logprobs: {} }],
  ['more than 5 stop', { stop: ['a', 'b', 'c', 'd', 'e', 'f'] }],
  ['answer of image', { modalities: ['image'] }],
  ['kept elsewhere', { previousReplyId: 'r' }],
  ['tool of kind "custom"', { tools: [{ kind: 'custom', name: 'c' }] }],
])('leaves to another target: %s', (what, change) => {
  expect(() => request(change)).toThrow(
    expect.objectContaining({ faultClass: 'unsupported_parameter', message: expect.stringContaining(what) }),
  );
});
