import type { Conversation, Message, Part } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { decodeRequest } from './decode-request.js';

const user = { role: 'user', content: 'Hi' };
const call = { model: 'route', stream: false };
const text = (words: string): Part => ({ kind: 'text', text: words });
const own = (extras: JsonObject) => ({ extras: { 'anthropic-messages': extras } });

function read(body: object): Conversation {
  const decoded = decodeRequest({ max_tokens: 5, messages: [user], ...body }, call);
  if (!decoded.ok) throw new Error(`${decoded.param}: ${decoded.message}`);
  return decoded.value;
}
const partOf = (block: object, role = 'user'): Part =>
  read({ messages: [{ role, content: [block] }] }).messages[0]!.parts[0]!;

describe('a request', () => {
  it.each<[body: object, Partial<Conversation>]>([
    [{}, { model: 'route', stream: false, maxOutputTokens: 5 }],
    [
      { model: 'm', stream: true },
      { model: 'm', stream: true },
    ],
    [{ temperature: 0.5, top_p: 1, top_k: 3 }, { sampling: { temperature: 0.5, topP: 1, topK: 3 } }],
    [{ stop_sequences: ['a'] }, { stop: ['a'] }],
    [{ metadata: { user_id: 'u' } }, { user: 'u' }],
    [{ metadata: { user_id: 'u', x: 1 } }, { user: 'u', ...own({ metadata: { x: 1 } }) }],
    [{ service_tier: 'standard_only' }, { serviceTier: 'default' }],
    [{ service_tier: 'auto' }, { serviceTier: 'auto' }],
    [{ cache_control: { type: 'ephemeral', ttl: '1h' } }, { cache: { ttl: '1h' } }],
    [
      { container: 'c', context_management: { edits: [] } },
      own({ container: 'c', context_management: { edits: [] } }),
    ],
    [
      { output_config: { effort: 'low', task_budget: 5, format: { type: 'json_schema', schema: {} } } },
      {
        reasoning: { effort: 'low' },
        output: { kind: 'schema', schema: {} },
        ...own({ output_config: { task_budget: 5 } }),
      },
    ],
    [{ output_format: { type: 'json_schema', schema: {} } }, { output: { kind: 'schema', schema: {} } }],
    [
      { thinking: { type: 'enabled', budget_tokens: 2000, display: 'omitted' } },
      { reasoning: { budgetTokens: 2000, sealed: true, show: 'none' } },
    ],
    [
      { thinking: { type: 'adaptive', display: 'summarized' } },
      { reasoning: { adaptive: true, sealed: true, show: 'auto' } },
    ],
    [{ thinking: { type: 'disabled' } }, { reasoning: { budgetTokens: 0 } }],
    [{ tool_choice: { type: 'auto' } }, { toolChoice: { kind: 'auto' } }],
    [{ tool_choice: { type: 'any' } }, { toolChoice: { kind: 'required' } }],
    [{ tool_choice: { type: 'none' } }, { toolChoice: { kind: 'none' } }],
    [
      { tool_choice: { type: 'tool', name: 'f', disable_parallel_tool_use: true } },
      { toolChoice: { kind: 'named', name: 'f' }, parallelToolCalls: false },
    ],
  ])('%j', (body, conversation) => {
    expect(read(body)).toMatchObject(conversation);
  });

  it('tells its tools from those that the vendor runs', () => {
    const input_schema = { type: 'object' };
    const search = { type: 'web_search_20250305', name: 'web_search', max_uses: 3 };
    const { tools } = read({
      tools: [
        { name: 'f', description: 'd', input_schema, strict: true, cache_control: { type: 'ephemeral' } },
        { type: 'custom', name: 'g', input_schema, defer_loading: true },
        search,
      ],
    });
    expect(tools).toEqual([
      { kind: 'function', name: 'f', description: 'd', schema: input_schema, strict: true, cache: {} },
      { kind: 'function', name: 'g', schema: input_schema, ...own({ type: 'custom', defer_loading: true }) },
      { kind: 'vendor', dialect: 'anthropic-messages', value: search },
    ]);
  });

  it.each<[body: object, param: string]>([
    [{ messages: [] }, 'messages'],
    [{ messages: 'x' }, 'messages'],
    [{ messages: [{ role: 'nobody', content: '' }] }, 'messages[0].role'],
    [{ messages: [{ role: 'user' }] }, 'messages[0].content'],
    [{ messages: [{ role: 'user', content: [{}] }] }, 'messages[0].content[0].type'],
    [{ messages: [{ role: 'user', content: [{ type: 'tool_use' }] }] }, 'messages[0].content[0].id'],
    [{ system: [{ type: 'text' }] }, 'system[0].text'],
    [{ max_tokens: 'x' }, 'max_tokens'],
    [{ thinking: { type: 'x' } }, 'thinking.type'],
    [{ tools: [{}] }, 'tools[0].name'],
    [{ tool_choice: { type: 'tool' } }, 'tool_choice.name'],
    [{ output_config: { format: { type: 'x' } } }, 'output_config.format.type'],
  ])('%j is refused', (body, param) => {
    const decoded = decodeRequest({ messages: [user], ...body }, call);
    expect(decoded).toMatchObject({ ok: false, param, message: expect.stringContaining(param) });
  });
});

describe('messages', () => {
  it.each<[body: object, messages: Message[]]>([
    [{ system: 'S' }, [{ role: 'system', parts: [text('S')] }]],
    [{ system: [] }, []],
    [{ system: '' }, []],
    [
      { system: [{ type: 'text', text: 'S', cache_control: { type: 'ephemeral' } }] },
      [{ role: 'system', parts: [{ kind: 'text', text: 'S', cache: {} }] }],
    ],
  ])('%j', (body, before) => {
    expect(read(body).messages).toEqual([...before, { role: 'user', parts: [text('Hi')] }]);
  });

  it('keep the results of tools apart, by the names of the tools', () => {
    const { messages } = read({
      messages: [
        { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'f', input: { x: 1 } }] },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'a', content: 'r', is_error: true },
            { type: 'tool_result', tool_use_id: 'b' },
            { type: 'text', text: 'So?' },
          ],
          new_field: 1,
        },
      ],
    });
    expect(messages).toEqual([
      { role: 'assistant', parts: [{ kind: 'tool_call', id: 'a', name: 'f', input: '{"x":1}' }] },
      {
        role: 'tool',
        parts: [
          { kind: 'tool_result', callId: 'a', name: 'f', content: [text('r')], failed: true },
          { kind: 'tool_result', callId: 'b', content: [] },
        ],
        ...own({ new_field: 1 }),
      },
      { role: 'user', parts: [text('So?')] },
    ]);
  });
});

describe('a block', () => {
  const media = (source: object, more: object = {}) => ({ type: 'document', source, ...more });
  it.each<[block: object, part: object]>([
    [
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'QQ==' } },
      { kind: 'media', media: 'image', mediaType: 'image/png', source: { from: 'data', base64: 'QQ==' } },
    ],
    [
      { type: 'image', source: { type: 'url', url: 'u' } },
      { kind: 'media', media: 'image', source: { from: 'url', url: 'u' } },
    ],
    [
      media({ type: 'file', file_id: 'f' }, { title: 't', context: 'c', citations: { enabled: true } }),
      {
        kind: 'media',
        media: 'document',
        source: { from: 'file', id: 'f' },
        name: 't',
        context: 'c',
        citable: true,
      },
    ],
    [
      media({ type: 'text', media_type: 'text/plain', data: 'A' }),
      { kind: 'media', media: 'document', mediaType: 'text/plain', source: { from: 'text', text: 'A' } },
    ],
    [
      media({
        type: 'content',
        content: [{ type: 'text', text: 'A' }, { type: 'image' }, { type: 'text', text: 'B' }],
      }),
      { kind: 'media', media: 'document', source: { from: 'text', text: 'A\nB' } },
    ],
    [media({ type: 'new' }), { kind: 'vendor', value: media({ type: 'new' }) }],
    [
      { type: 'thinking', thinking: 'hm', signature: 's' },
      { kind: 'reasoning', text: 'hm', signature: { origin: 'anthropic-messages', value: 's' } },
    ],
    [
      { type: 'thinking', thinking: 'hm', signature: 'gemini#s' },
      { kind: 'reasoning', text: 'hm', signature: { origin: 'gemini', value: 's' } },
    ],
    [
      { type: 'redacted_thinking', data: 'd' },
      { kind: 'reasoning', text: '', sealed: { origin: 'anthropic-messages', value: 'd' } },
    ],
    [
      {
        type: 'text',
        text: 'a',
        citations: [{ type: 'page_location', cited_text: 'q', document_title: 't' }],
      },
      {
        kind: 'text',
        text: 'a',
        citations: [
          { quote: 'q', title: 't', ...own({ type: 'page_location', cited_text: 'q', document_title: 't' }) },
        ],
      },
    ],
    [
      { type: 'server_tool_use', id: 'a', name: 'web_search', input: {} },
      { kind: 'vendor', value: { type: 'server_tool_use', id: 'a', name: 'web_search', input: {} } },
    ],
  ])('%j', (block, part) => {
    expect(partOf(block, 'assistant')).toMatchObject(part);
  });

  it('of a thought that has a place for a signature and none in it is unsigned', () => {
    expect(partOf({ type: 'thinking', thinking: 'hm', signature: '' })).toEqual({
      kind: 'reasoning',
      text: 'hm',
    });
  });
});
