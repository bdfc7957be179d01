import type { Conversation, Message, Part } from '../../form/index.js';
import { encodeRequest } from './encode-request.js';

const hi: Message = { role: 'user', parts: [{ kind: 'text', text: 'Hi' }] };
const written = (conversation: Partial<Conversation>) =>
  encodeRequest({ model: 'alias', stream: false, messages: [hi], ...conversation }, 'm');
const inputOf = (...messages: Message[]) => written({ messages })['input'];
const said = (role: Message['role'], ...parts: Part[]): Message => ({ role, parts });

it('is bare where nothing was asked for', () => {
  expect(written({})).toEqual({
    model: 'm',
    stream: false,
    store: false,
    input: [{ type: 'message', role: 'user', content: 'Hi' }],
  });
});

describe('messages of other dialects', () => {
  it.each<[string, Message, unknown[]]>([
    [
      'a system message stays where it was',
      said('system', { kind: 'text', text: 'Be brief.' }),
      [{ type: 'message', role: 'system', content: 'Be brief.' }],
    ],
    [
      'text and an image',
      said(
        'user',
        { kind: 'text', text: 'Look:' },
        { kind: 'media', media: 'image', source: { from: 'data', base64: 'QQ==' }, mediaType: 'image/gif' },
      ),
      [
        {
          type: 'message',
          role: 'user',
          content: [
            { type: 'input_text', text: 'Look:' },
            { type: 'input_image', image_url: 'data:image/gif;base64,QQ==', detail: 'auto' },
          ],
        },
      ],
    ],
    [
      'a document of plain text',
      said('user', { kind: 'media', media: 'document', name: 'T', source: { from: 'text', text: 'long' } }),
      [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'T\n\nlong' }] }],
    ],
    [
      'a document without a name',
      said('user', {
        kind: 'media',
        media: 'document',
        mediaType: 'text/csv',
        source: { from: 'data', base64: 'QQ==' },
      }),
      [
        {
          type: 'message',
          role: 'user',
          content: [{ type: 'input_file', filename: 'document.csv', file_data: 'data:text/csv;base64,QQ==' }],
        },
      ],
    ],
    [
      'text around a call',
      said(
        'assistant',
        { kind: 'text', text: 'a' },
        { kind: 'tool_call', id: 'c', name: 'f', input: '' },
        { kind: 'text', text: 'b' },
      ),
      [
        { type: 'message', role: 'assistant', content: 'a' },
        { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' },
        { type: 'message', role: 'assistant', content: 'b' },
      ],
    ],
    [
      "another vendor's thoughts and parts",
      said(
        'assistant',
        { kind: 'reasoning', text: 'hm' },
        { kind: 'reasoning', text: '', sealed: { origin: 'anthropic-messages', value: 'x' } },
        { kind: 'vendor', dialect: 'anthropic-messages', value: { type: 'server_tool_use' } },
      ),
      [],
    ],
    [
      'thoughts that this dialect sealed and another carried',
      said('assistant', { kind: 'reasoning', text: '', sealed: { origin: 'openai-responses', value: 'x' } }),
      [{ type: 'reasoning', summary: [], encrypted_content: 'x' }],
    ],
    [
      'a result that is a picture',
      said('tool', {
        kind: 'tool_result',
        callId: 'c',
        failed: true,
        content: [{ kind: 'media', media: 'image', source: { from: 'url', url: 'https://x.test' } }],
      }),
      [
        {
          type: 'function_call_output',
          call_id: 'c',
          output: [{ type: 'input_image', image_url: 'https://x.test', detail: 'auto' }],
        },
      ],
    ],
  ])('%s', (_name, message, items) => {
    expect(inputOf(message)).toEqual(items);
  });

  it('a result is of a custom tool where its call is', () => {
    const messages = [
      said('assistant', { kind: 'tool_call', id: 'c', name: 'sh', input: 'ls', custom: true }),
      said('tool', { kind: 'tool_result', callId: 'c', content: [] }),
    ];
    expect(inputOf(...messages)).toMatchObject([
      { type: 'custom_tool_call', input: 'ls' },
      { type: 'custom_tool_call_output', output: '' },
    ]);
  });
});

describe('settings of other dialects', () => {
  it.each<[Partial<Conversation>, object]>([
    [{ maxOutputTokens: 1 }, { max_output_tokens: 16 }],
    [{ reasoning: { budgetTokens: 0 } }, { reasoning: { effort: 'none' } }],
    [{ reasoning: { budgetTokens: 9000, show: 'none' } }, { reasoning: { effort: 'high' } }],
    [
      { reasoning: { show: 'auto', sealed: true } },
      { reasoning: { summary: 'auto' }, include: ['reasoning.encrypted_content'] },
    ],
    [{ logprobs: { top: 2 } }, { top_logprobs: 2, include: ['message.output_text.logprobs'] }],
    [
      { output: { kind: 'schema', schema: { type: 'object' } } },
      { text: { format: { type: 'json_schema', name: 'answer', schema: { type: 'object' } } } },
    ],
    [
      { tools: [{ kind: 'function', name: 'f' }] },
      {
        tools: [
          { type: 'function', name: 'f', parameters: { type: 'object', properties: {} }, strict: false },
        ],
      },
    ],
    [{ tools: [{ kind: 'vendor', dialect: 'gemini', value: {} }] }, { tools: [] }],
    [
      { tools: [{ kind: 'custom', name: 'sh' }], toolChoice: { kind: 'named', name: 'sh' } },
      { tools: [{ type: 'custom', name: 'sh' }], tool_choice: { type: 'custom', name: 'sh' } },
    ],
    [
      { toolChoice: { kind: 'among', names: ['f'], required: true } },
      { tool_choice: { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'f' }] } },
    ],
    [
      { store: true, user: 'u', extras: { gemini: { labels: {} } } },
      { store: true, user: 'u' },
    ],
    [{ previousReplyId: 'resp_1' }, { previous_response_id: 'resp_1' }],
  ])('%j', (conversation, fields) => {
    expect(written(conversation)).toEqual({ ...written({}), ...fields });
  });

  it.each([{ conversation: { id: 'conv_1' } }, { prompt: { id: 'conv_1' } }])(
    'what the provider keeps is named once: %j',
    (own) => {
      const request = written({ previousReplyId: 'conv_1', extras: { 'openai-responses': own } });
      expect(request).toEqual({ ...written({}), ...own });
    },
  );
});
