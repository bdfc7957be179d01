import type { Conversation, Message, Part } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { encodeRequest } from './encode-request.js';

const conversation: Conversation = { model: 'm', stream: false, messages: [] };
const foreign = (value: string) => ({ origin: 'gemini', value }) as const;
const own = (value: string) => ({ origin: 'openai-chat', value }) as const;
const text = (said: string): Part => ({ kind: 'text', text: said });
const call = { kind: 'tool_call', id: 'a', name: 'f', input: '{"a":1}' } as const;
const written = { id: 'a', type: 'function', function: { name: 'f', arguments: '{"a":1}' } };

const sent = (fields: Partial<Conversation>): JsonObject =>
  JSON.parse(JSON.stringify(encodeRequest({ ...conversation, ...fields }, 'm'))) as JsonObject;

describe('a chat request', () => {
  const tools = [{ kind: 'function', name: 'f' }] as const;

  it.each<[Partial<Conversation>, JsonObject]>([
    [{}, {}],
    [{ stream: true }, { stream: true, stream_options: { include_usage: true } }],
    [{ maxOutputTokens: 5 }, { max_completion_tokens: 5 }],
    [{ stop: [] }, {}],
    [{ stop: ['a', 'b', 'c', 'd', 'e'] }, { stop: ['a', 'b', 'c', 'd'] }],
    [{ reasoning: { effort: 'max' } }, { reasoning_effort: 'xhigh' }],
    [{ reasoning: { budgetTokens: 0 } }, { reasoning_effort: 'none' }],
    [{ reasoning: { adaptive: true } }, {}],
    [{ sampling: { topK: 5, temperature: 0 } }, { temperature: 0 }],
    [{ logprobs: {} }, { logprobs: true }],
    [{ output: { kind: 'json' } }, { response_format: { type: 'json_object' } }],
    [
      { output: { kind: 'schema', schema: {} } },
      { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: {} } } },
    ],
    [{ modalities: ['audio'] }, { modalities: ['text', 'audio'] }],
    // Without tools both are an error.
    [{ toolChoice: { kind: 'auto' }, parallelToolCalls: false }, {}],
    [{ tools: [{ kind: 'vendor', dialect: 'gemini', value: {} }], toolChoice: { kind: 'auto' } }, {}],
    [
      { tools, toolChoice: { kind: 'required' }, parallelToolCalls: false },
      {
        tools: [{ type: 'function', function: { name: 'f' } }],
        tool_choice: 'required',
        parallel_tool_calls: false,
      },
    ],
    [{ extras: { 'openai-chat': { prediction: 1 }, gemini: { safetySettings: 2 } } }, { prediction: 1 }],
  ])('%j', (fields, body) => {
    expect(sent(fields)).toEqual({ model: 'm', messages: [], ...body });
  });
});

describe('a message of a chat request', () => {
  const data = { from: 'data', base64: 'QQ==' } as const;

  it.each<[string, Part[], unknown]>([
    ['one text', [text('Hi')], 'Hi'],
    ['nothing', [], ''],
    ["nothing but another dialect's own", [{ kind: 'vendor', dialect: 'gemini', value: {} }], ''],
    [
      'two texts',
      [text('a'), text('b')],
      [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    ],
    [
      'an image of an unknown kind',
      [{ kind: 'media', media: 'image', source: data }],
      [{ type: 'image_url', image_url: { url: 'data:image/png;base64,QQ==' } }],
    ],
    [
      'sound',
      [{ kind: 'media', media: 'audio', source: data, mediaType: 'audio/mpeg' }],
      [{ type: 'input_audio', input_audio: { data: 'QQ==', format: 'mp3' } }],
    ],
    [
      'a document',
      [{ kind: 'media', media: 'document', source: data }],
      [{ type: 'file', file: { filename: 'document.pdf', file_data: 'data:application/pdf;base64,QQ==' } }],
    ],
    [
      'a document of plain text',
      [{ kind: 'media', media: 'document', source: { from: 'text', text: 'It is.' }, name: 'a.txt' }],
      [{ type: 'text', text: 'a.txt\n\nIt is.' }],
    ],
    [
      'marked text of another dialect',
      [{ ...text('Hi'), cache: {}, extras: { 'anthropic-messages': { cache_control: {} } } } as Part],
      'Hi',
    ],
  ])('with %s', (_name, parts, content) => {
    expect(sent({ messages: [{ role: 'user', parts }] })['messages']).toEqual([{ role: 'user', content }]);
  });
});

describe('a turn of the assistant in a chat request', () => {
  it.each<[string, Part[], JsonObject]>([
    ['two texts', [text('a'), text('b')], { content: 'ab' }],
    ['nothing', [], { content: '' }],
    ['a call', [call], { content: null, tool_calls: [written] }],
    [
      'a call without input',
      [{ ...call, input: '' }],
      {
        content: null,
        tool_calls: [{ ...written, function: { name: 'f', arguments: '{}' } }],
      },
    ],
    ['a refusal', [{ kind: 'refusal', text: 'no' }], { content: null, refusal: 'no' }],
    [
      "another vendor's thoughts",
      [{ kind: 'reasoning', text: 'hm', signature: foreign('s') }, text('a')],
      { content: 'a' },
    ],
    [
      'unsigned thoughts of nobody knows whom',
      [{ kind: 'reasoning', text: 'hm' }, text('a')],
      { content: 'a' },
    ],
    [
      'thoughts that a server of this dialect showed',
      [{ kind: 'reasoning', text: 'hm', signature: own('') }, text('a')],
      { content: 'a', reasoning_content: 'hm' },
    ],
    [
      'thoughts that a relay signed and sealed',
      [
        { kind: 'reasoning', text: 'hm', signature: own('s') },
        { kind: 'reasoning', text: '', sealed: own('x'), id: 'r' },
        call,
      ],
      {
        content: null,
        reasoning_details: [
          { type: 'reasoning.text', text: 'hm', signature: 's', index: 0 },
          { type: 'reasoning.encrypted', data: 'x', id: 'r', index: 1 },
        ],
        tool_calls: [written],
      },
    ],
  ])('with %s', (_name, parts, message) => {
    expect(sent({ messages: [{ role: 'assistant', parts }] })['messages']).toEqual([
      { role: 'assistant', ...message },
    ]);
  });
});

describe('results of tools in a chat request', () => {
  it('are messages of their own, and what they show follows behind them all', () => {
    const image: Part = { kind: 'media', media: 'image', source: { from: 'url', url: 'https://x.test' } };
    const messages: Message[] = [
      {
        role: 'tool',
        parts: [
          { kind: 'tool_result', callId: 'a', content: [text('1'), image] },
          { kind: 'tool_result', callId: 'b', content: [text('gone')], failed: true },
          { kind: 'tool_result', callId: 'c', content: [] },
        ],
      },
      { role: 'user', parts: [text('So?')] },
    ];
    expect(sent({ messages })['messages']).toEqual([
      { role: 'tool', tool_call_id: 'a', content: '1' },
      { role: 'tool', tool_call_id: 'b', content: 'Error:\n\ngone' },
      { role: 'tool', tool_call_id: 'c', content: '' },
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: 'https://x.test' } },
          { type: 'text', text: 'So?' },
        ],
      },
    ]);
  });

  it('are followed by what they show where nobody speaks next, or the assistant does', () => {
    const image: Part = { kind: 'media', media: 'image', source: { from: 'url', url: 'https://x.test' } };
    const results: Message = {
      role: 'tool',
      parts: [{ kind: 'tool_result', callId: 'a', content: [image] }],
    };
    const turn: Message = { role: 'assistant', parts: [text('I see.')] };
    const shown = { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://x.test' } }] };
    const result = { role: 'tool', tool_call_id: 'a', content: '' };
    expect(sent({ messages: [results, turn, results] })['messages']).toEqual([
      result,
      shown,
      { role: 'assistant', content: 'I see.' },
      result,
      shown,
    ]);
  });
});
