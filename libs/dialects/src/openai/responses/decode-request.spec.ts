import type { Conversation, Message } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { decodeRequest } from './decode-request.js';

const OWN = 'openai-responses';
const call = { model: 'm', stream: false };
const decoded = (body: object): Conversation => {
  const read = decodeRequest({ model: 'm', input: 'x', ...body }, call);
  if (!read.ok) throw new Error(read.message);
  return read.value;
};
const own = (fields: JsonObject) => ({ extras: { [OWN]: fields } });
const text = (said: string, more: object = {}) => ({ kind: 'text', text: said, ...more });

describe('input becomes messages', () => {
  it.each<[string, unknown, unknown[]]>([
    ['text', 'Hi', [{ role: 'user', parts: [text('Hi')] }]],
    ['an easy message', [{ role: 'developer', content: 'Hi' }], [{ role: 'developer', parts: [text('Hi')] }]],
    [
      'two messages of the user',
      [
        { role: 'user', content: 'a' },
        { role: 'user', content: 'b' },
      ],
      [
        { role: 'user', parts: [text('a')] },
        { role: 'user', parts: [text('b')] },
      ],
    ],
    [
      'images',
      [
        {
          role: 'user',
          content: [
            { type: 'input_image', image_url: 'data:image/png;base64,QUJD', detail: 'low' },
            { type: 'input_image', image_url: 'https://x.test/a.png' },
            { type: 'input_image', file_id: 'file_1' },
          ],
        },
      ],
      [
        {
          role: 'user',
          parts: [
            {
              kind: 'media',
              media: 'image',
              mediaType: 'image/png',
              source: { from: 'data', base64: 'QUJD' },
              detail: 'low',
            },
            { kind: 'media', media: 'image', source: { from: 'url', url: 'https://x.test/a.png' } },
            { kind: 'media', media: 'image', source: { from: 'file', id: 'file_1' } },
          ],
        },
      ],
    ],
    [
      'a document',
      [
        {
          role: 'user',
          content: [{ type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,QUJD' }],
        },
      ],
      [
        {
          role: 'user',
          parts: [
            {
              kind: 'media',
              media: 'document',
              mediaType: 'application/pdf',
              source: { from: 'data', base64: 'QUJD' },
              name: 'a.pdf',
            },
          ],
        },
      ],
    ],
    [
      'a cache breakpoint',
      [
        {
          role: 'user',
          content: [{ type: 'input_text', text: 'Hi', prompt_cache_breakpoint: { mode: 'explicit' } }],
        },
      ],
      [
        {
          role: 'user',
          parts: [
            text('Hi', { cache: {}, ...own({ part: { prompt_cache_breakpoint: { mode: 'explicit' } } }) }),
          ],
        },
      ],
    ],
    [
      'one turn of the assistant',
      [
        {
          type: 'reasoning',
          id: 'rs_1',
          summary: [{ type: 'summary_text', text: 'hm' }],
          encrypted_content: 'x',
        },
        { type: 'message', role: 'assistant', id: 'msg_1', content: [{ type: 'output_text', text: 'So:' }] },
        { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'f', arguments: '{}' },
        { type: 'custom_tool_call', call_id: 'c2', name: 'sh', input: 'ls' },
        { type: 'function_call_output', call_id: 'c1', output: 'one' },
        { type: 'custom_tool_call_output', call_id: 'c2', output: [{ type: 'input_text', text: 'two' }] },
      ],
      [
        {
          role: 'assistant',
          parts: [
            {
              kind: 'reasoning',
              id: 'rs_1',
              text: 'hm',
              summary: true,
              sealed: { origin: OWN, value: 'x' },
              ...own({ form: 'summary', item: {} }),
            },
            text('So:', own({ item: { id: 'msg_1' } })),
            { kind: 'tool_call', id: 'c1', name: 'f', input: '{}', ...own({ item: { id: 'fc_1' } }) },
            { kind: 'tool_call', id: 'c2', name: 'sh', input: 'ls', custom: true },
          ],
        },
        {
          role: 'tool',
          parts: [
            { kind: 'tool_result', callId: 'c1', name: 'f', content: [text('one')] },
            { kind: 'tool_result', callId: 'c2', name: 'sh', custom: true, content: [text('two')] },
          ],
        },
      ],
    ],
    [
      "signatures of another dialect's thoughts",
      [
        {
          type: 'reasoning',
          id: 'r',
          summary: [{ type: 'summary_text', text: 'hm' }],
          encrypted_content: 'gemini#s',
        },
        { type: 'reasoning', id: 'q', summary: [], encrypted_content: 'anthropic-messages#t' },
      ],
      [
        {
          role: 'assistant',
          parts: [
            expect.objectContaining({ text: 'hm', signature: { origin: 'gemini', value: 's' } }),
            expect.objectContaining({ text: '', sealed: { origin: 'anthropic-messages', value: 't' } }),
          ],
        },
      ],
    ],
    [
      'hosted tools',
      [
        { type: 'web_search_call', id: 'ws_1' },
        { type: 'computer_call_output', call_id: 'c' },
      ],
      [
        {
          role: 'assistant',
          parts: [{ kind: 'vendor', dialect: OWN, value: { type: 'web_search_call', id: 'ws_1' } }],
        },
        {
          role: 'user',
          parts: [{ kind: 'vendor', dialect: OWN, value: { type: 'computer_call_output', call_id: 'c' } }],
        },
      ],
    ],
  ])('%s', (_name, input, messages) => {
    expect(decoded({ input }).messages).toEqual(messages as Message[]);
  });

  it('behind the instructions, which are marked', () => {
    expect(decoded({ instructions: 'Be brief.' }).messages[0]).toEqual({
      role: 'system',
      parts: [text('Be brief.')],
      ...own({ instructions: true }),
    });
  });
});

describe('settings', () => {
  it.each<[object, Partial<Conversation>]>([
    [{ max_output_tokens: 64 }, { maxOutputTokens: 64 }],
    [{ temperature: 0.5, top_p: 0.9 }, { sampling: { temperature: 0.5, topP: 0.9 } }],
    [{ reasoning: { effort: 'high', summary: 'auto' } }, { reasoning: { effort: 'high', show: 'auto' } }],
    [{ reasoning: { generate_summary: 'concise' } }, { reasoning: { show: 'concise' } }],
    [{ include: ['reasoning.encrypted_content'] }, { reasoning: { sealed: true } }],
    [{ include: ['message.output_text.logprobs'], top_logprobs: 3 }, { logprobs: { top: 3 } }],
    [{ include: ['web_search_call.results'] }, own({ include: ['web_search_call.results'] })],
    [
      { text: { format: { type: 'json_object' }, verbosity: 'low' } },
      { output: { kind: 'json' }, verbosity: 'low' },
    ],
    [
      { text: { format: { type: 'json_schema', name: 'a', schema: {}, strict: true } } },
      { output: { kind: 'schema', name: 'a', schema: {}, strict: true } },
    ],
    [{ tool_choice: 'required' }, { toolChoice: { kind: 'required' } }],
    [{ tool_choice: { type: 'custom', name: 'f' } }, { toolChoice: { kind: 'named', name: 'f' } }],
    [
      { tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'f' }] } },
      { toolChoice: { kind: 'among', names: ['f'], required: false } },
    ],
    [
      { tool_choice: { type: 'web_search' } },
      { toolChoice: { kind: 'vendor', dialect: OWN, value: { type: 'web_search' } } },
    ],
    [
      { tools: [{ type: 'function', name: 'f', parameters: {}, strict: true, defer_loading: true }] },
      { tools: [{ kind: 'function', name: 'f', schema: {}, strict: true, ...own({ defer_loading: true }) }] },
    ],
    [
      { tools: [{ type: 'mcp', server_label: 'x' }] },
      { tools: [{ kind: 'vendor', dialect: OWN, value: { type: 'mcp', server_label: 'x' } }] },
    ],
    [{ previous_response_id: 'resp_1' }, { previousReplyId: 'resp_1' }],
    [{ conversation: 'conv_1' }, { previousReplyId: 'conv_1', ...own({ conversation: 'conv_1' }) }],
    [{ prompt: { id: 'pmpt_1' } }, { previousReplyId: 'pmpt_1', ...own({ prompt: { id: 'pmpt_1' } }) }],
    [{ safety_identifier: 'u' }, { user: 'u', ...own({ safety_identifier: 'u' }) }],
    [
      { user: 'u', metadata: { a: 'b' }, store: true },
      { user: 'u', metadata: { a: 'b' }, store: true },
    ],
    [{ truncation: 'auto', client_metadata: {} }, own({ truncation: 'auto', client_metadata: {} })],
    [{ temperature: null, tools: null, text: null, reasoning: null, include: null }, {}],
  ])('%j', (body, expected) => {
    const { model: _model, stream: _stream, messages: _messages, ...rest } = decoded(body);
    expect(rest).toEqual(expected);
  });
});

describe('what is wrong with a request', () => {
  it.each<[object, string]>([
    [{ input: undefined }, 'input'],
    [{ input: 7 }, 'input'],
    [{ input: [7] }, 'input[0]'],
    [{ input: [{ role: 'nobody', content: 'x' }] }, 'input[0].role'],
    [{ input: [{ role: 'user' }] }, 'input[0].content'],
    [{ input: [{ role: 'user', content: [{ type: 'input_image' }] }] }, 'input[0].content[0].image_url'],
    [{ input: [{ type: 'function_call', name: 'f' }] }, 'input[0].call_id'],
    [{ tools: [{ type: 'function' }] }, 'tools[0].name'],
    [{ tool_choice: 'perhaps' }, 'tool_choice'],
    [{ reasoning: { effort: 'heroic' } }, 'reasoning.effort'],
    [{ text: { format: { type: 'json_schema' } } }, 'text.format.schema'],
    [{ max_output_tokens: -1 }, 'max_output_tokens'],
  ])('%j', (body, param) => {
    const read = decodeRequest({ model: 'm', input: 'x', ...body }, call);
    expect(read).toMatchObject({ ok: false, param });
  });
});
