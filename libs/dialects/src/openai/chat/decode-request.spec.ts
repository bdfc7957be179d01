import type { Conversation } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { decodeRequest } from './decode-request.js';

const call = { model: 'from-the-call', stream: false };
const messages = [{ role: 'user', content: 'Hi' }];

function decoded(body: JsonObject): Conversation {
  const read = decodeRequest({ model: 'm', messages, ...body }, call);
  if (!read.ok) throw new Error(read.message);
  return read.value;
}

describe('a field of a chat request', () => {
  const schema = { type: 'object' };

  it.each<[JsonObject, Partial<Conversation>]>([
    [{ stream: true }, { stream: true }],
    [{ max_tokens: 5 }, { maxOutputTokens: 5 }],
    [{ max_tokens: 5, max_completion_tokens: 7 }, { maxOutputTokens: 7 }],
    [{ temperature: 1.5, top_p: 0, top_k: 4 }, { sampling: { temperature: 1.5, topP: 0, topK: 4 } }],
    [
      { presence_penalty: 1, frequency_penalty: -1, seed: 7, logit_bias: { '50256': -100 } },
      { sampling: { presencePenalty: 1, frequencyPenalty: -1, seed: 7, logitBias: { '50256': -100 } } },
    ],
    [{ stop: 'END' }, { stop: ['END'] }],
    [{ stop: ['a', 'b'] }, { stop: ['a', 'b'] }],
    [{ n: 2 }, { choices: 2 }],
    [{ logprobs: true, top_logprobs: 3 }, { logprobs: { top: 3 } }],
    [{ reasoning_effort: 'high' }, { reasoning: { effort: 'high' } }],
    [{ reasoning: { effort: 'low', exclude: true } }, { reasoning: { effort: 'low', show: 'none' } }],
    [{ reasoning: { max_tokens: 2000 } }, { reasoning: { budgetTokens: 2000 } }],
    [{ reasoning: { enabled: true } }, { reasoning: { adaptive: true } }],
    [{ reasoning: { enabled: false } }, { reasoning: { effort: 'none' } }],
    [{ response_format: { type: 'json_object' } }, { output: { kind: 'json' } }],
    [
      { response_format: { type: 'json_schema', json_schema: { name: 'a', schema, strict: true } } },
      { output: { kind: 'schema', schema, name: 'a', strict: true } },
    ],
    [{ verbosity: 'low' }, { verbosity: 'low' }],
    [
      { modalities: ['text', 'audio'], audio: { voice: 'alloy' } },
      { modalities: ['audio'], speech: { voice: 'alloy' } },
    ],
    [{ parallel_tool_calls: false }, { parallelToolCalls: false }],
    [
      { prompt_cache_key: 'k', prompt_cache_retention: '24h' },
      { cacheKey: 'k', cacheRetention: '24h' },
    ],
    [{ service_tier: 'flex' }, { serviceTier: 'flex' }],
    [{ user: 'u' }, { user: 'u' }],
    [{ safety_identifier: 's' }, { user: 's' }],
    [
      { metadata: { a: 'b' }, store: true },
      { metadata: { a: 'b' }, store: true },
    ],
    [{ stream_options: { include_usage: true } }, { includeUsage: true }],
    [
      { web_search_options: {}, prediction: { type: 'content', content: 'x' } },
      {
        extras: { 'openai-chat': { web_search_options: {}, prediction: { type: 'content', content: 'x' } } },
      },
    ],
    [
      { functions: [{ name: 'f', parameters: schema }], function_call: { name: 'f' } },
      { tools: [{ kind: 'function', name: 'f', schema }], toolChoice: { kind: 'named', name: 'f' } },
    ],
  ])('%j', (fields, part) => {
    const { model, messages: said, stream, ...rest } = decoded(fields);
    expect({ stream, ...rest }).toEqual({ stream: false, ...part });
    expect([model, said.length]).toEqual(['m', 1]);
  });

  it('that is null or says nothing is as good as none', () => {
    const nothing = { stop: null, tools: null, reasoning_effort: null, response_format: { type: 'text' } };
    const none = { logprobs: false, modalities: ['text'], reasoning: {}, temperature: null };
    expect(decoded({ ...nothing, ...none })).toEqual(decoded({}));
  });
});

describe('a tool of a chat request', () => {
  const parameters = { type: 'object' };

  it.each([
    [
      {
        type: 'function',
        function: { name: 'f', description: 'd', parameters, strict: true, new_word: 1 },
        cache_control: { type: 'ephemeral', ttl: '1h' },
      },
      {
        kind: 'function',
        name: 'f',
        description: 'd',
        schema: parameters,
        strict: true,
        cache: { ttl: '1h' },
        extras: {
          'openai-chat': { cache_control: { type: 'ephemeral', ttl: '1h' }, function: { new_word: 1 } },
        },
      },
    ],
    [{ function: { name: 'f' } }, { kind: 'function', name: 'f' }],
    [
      {
        type: 'custom',
        custom: {
          name: 'sh',
          format: { type: 'grammar', grammar: { syntax: 'lark', definition: 'start: "a"' } },
        },
      },
      {
        kind: 'custom',
        name: 'sh',
        format: { type: 'grammar', syntax: 'lark', definition: 'start: "a"' },
      },
    ],
    [{ type: 'code' }, { kind: 'vendor', dialect: 'openai-chat', value: { type: 'code' } }],
  ])('%j', (tool, read) => {
    expect(decoded({ tools: [tool] }).tools).toEqual([read]);
  });

  it.each([
    ['auto', { kind: 'auto' }],
    ['any', { kind: 'required' }],
    [
      { type: 'function', function: { name: 'f' } },
      { kind: 'named', name: 'f' },
    ],
    [
      { type: 'custom', custom: { name: 'sh' } },
      { kind: 'named', name: 'sh' },
    ],
    [
      {
        type: 'allowed_tools',
        allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'f' } }] },
      },
      { kind: 'among', names: ['f'], required: true },
    ],
    [{ type: 'code' }, { kind: 'vendor', dialect: 'openai-chat', value: { type: 'code' } }],
  ])('is chosen by %j', (choice, read) => {
    expect(decoded({ tool_choice: choice }).toolChoice).toEqual(read);
  });
});

describe('a bad chat request', () => {
  const user = (...content: unknown[]) => ({ messages: [{ role: 'user', content }] });

  it.each<[JsonObject, string]>([
    [{ messages: undefined }, 'messages'],
    [{ messages: 'Hi' }, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ messages: ['Hi'] }, 'messages[0]'],
    [{ messages: [...messages, { role: 'nobody' }] }, 'messages[1].role'],
    [{ messages: [{ role: 'user' }] }, 'messages[0].content'],
    [{ messages: [{ role: 'user', content: 7 }] }, 'messages[0].content'],
    [user({ text: 'x' }), 'messages[0].content[0].type'],
    [user({ type: 'text', text: 'x' }, { type: 'text' }), 'messages[0].content[1].text'],
    [user({ type: 'image_url' }), 'messages[0].content[0].image_url'],
    [user({ type: 'image_url', image_url: {} }), 'messages[0].content[0].image_url.url'],
    [user({ type: 'file', file: { filename: 'a' } }), 'messages[0].content[0].file.file_data'],
    [{ messages: [{ role: 'tool', content: 'x' }] }, 'messages[0].tool_call_id'],
    [{ messages: [{ role: 'assistant', tool_calls: [{ id: 'a' }] }] }, 'messages[0].tool_calls[0].function'],
    [{ tools: [{ type: 'function', function: {} }] }, 'tools[0].function.name'],
    [{ tools: [{}] }, 'tools[0].type'],
    [{ tool_choice: 'some' }, 'tool_choice'],
    [{ max_tokens: 1.5 }, 'max_tokens'],
    [{ stop: [1] }, 'stop'],
    [{ reasoning_effort: 'lots' }, 'reasoning_effort'],
    [{ response_format: { type: 'regex' } }, 'response_format.type'],
    [{ response_format: { type: 'json_schema' } }, 'response_format.json_schema'],
  ])('%j names %s', (fields, param) => {
    const read = decodeRequest({ model: 'm', messages, ...fields }, call);
    expect(read).toMatchObject({ ok: false, param });
  });
});
