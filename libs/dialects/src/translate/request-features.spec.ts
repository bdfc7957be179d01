import type { Conversation, Part, RequestFeature } from '../form/index.js';
import { RequestFeatures } from './request-features.js';

const text: Part = { kind: 'text', text: 'hello' };
const said = (...parts: Part[]): Conversation['messages'][number] => ({ role: 'user', parts });
const image = { kind: 'media', media: 'image' } as const;
const document = { kind: 'media', media: 'document' } as const;

const found = (change: Partial<Conversation>): RequestFeature[] => [
  ...new RequestFeatures({ model: 'm', stream: false, messages: [said(text)], ...change }, 'openai-chat'),
];
const foundIn = (...parts: Part[]): RequestFeature[] => found({ messages: [said(...parts)] });

describe('RequestFeatures', () => {
  it.each<[RequestFeature[], Partial<Conversation>]>([
    [[], {}],
    [['max_output_tokens'], { maxOutputTokens: 1 }],
    [['temperature'], { sampling: { temperature: 1 } }],
    [['temperature'], { sampling: { temperature: 0 } }],
    [['hot_temperature'], { sampling: { temperature: 1.1 } }],
    [['top_p', 'top_k', 'seed'], { sampling: { topP: 0.9, topK: 4, seed: 0 } }],
    [['penalties'], { sampling: { presencePenalty: 0.1, frequencyPenalty: 0 } }],
    [[], { sampling: { presencePenalty: 0, logitBias: {} } }],
    [['logit_bias'], { sampling: { logitBias: { '5': -1 } } }],
    [['stop'], { stop: ['a', 'b', 'c', 'd'] }],
    [['many_stops'], { stop: ['a', 'b', 'c', 'd', 'e'] }],
    [['many_choices'], { choices: 2 }],
    [[], { choices: 1 }],
    [['logprobs'], { logprobs: {} }],
    [['json_object'], { output: { kind: 'json' } }],
    [['json_schema'], { output: { kind: 'schema', schema: {} } }],
    [['reasoning_effort', 'reasoning_shown'], { reasoning: { effort: 'low', show: 'auto' } }],
    [['reasoning_budget'], { reasoning: { budgetTokens: 0, show: 'none' } }],
    [['reasoning_adaptive', 'reasoning_sealed'], { reasoning: { adaptive: true, sealed: true } }],
    [
      ['verbosity', 'user', 'metadata', 'store'],
      { verbosity: 'low', user: 'u', metadata: { a: 'b' }, store: true },
    ],
    [[], { metadata: {}, store: false, serviceTier: 'auto' }],
    [['service_tier'], { serviceTier: 'flex' }],
    [['cache_key'], { cacheKey: 'k' }],
    [['cache_marker'], { cache: {} }],
    [['previous_reply'], { previousReplyId: 'r' }],
    [['audio_output', 'image_output'], { modalities: ['audio', 'image'] }],
    [['vendor_field'], { extras: { 'openai-chat': { new_field: 1 } } }],
    [[], { extras: { 'openai-chat': { new_field: null }, gemini: { safetySettings: [] } } }],
  ])('%j', (features, change) => {
    expect(found(change)).toEqual(features);
  });

  it.each<[RequestFeature[], Pick<Conversation, 'tools' | 'toolChoice' | 'parallelToolCalls'>]>([
    [[], { tools: [{ kind: 'function', name: 'f' }], toolChoice: { kind: 'auto' } }],
    [['tool_strict', 'cache_marker'], { tools: [{ kind: 'function', name: 'f', strict: true, cache: {} }] }],
    [['single_tool_call'], { tools: [{ kind: 'function', name: 'f' }], parallelToolCalls: false }],
    [[], { parallelToolCalls: false }],
    [['custom_tool'], { tools: [{ kind: 'custom', name: 'f' }] }],
    [['vendor_tool'], { tools: [{ kind: 'vendor', dialect: 'gemini', value: {} }] }],
    [['tool_choice_required'], { toolChoice: { kind: 'required' } }],
    [['tool_choice_named'], { toolChoice: { kind: 'named', name: 'f' } }],
    [['tool_choice_among'], { toolChoice: { kind: 'among', names: ['f'], required: false } }],
  ])('%j in tools', (features, change) => {
    expect(found(change)).toEqual(features);
  });

  it.each<[RequestFeature[], Part[]]>([
    [[], [text]],
    [['cache_marker'], [{ ...text, cache: { ttl: '1h' } }]],
    [['image_url'], [{ ...image, source: { from: 'url', url: 'u' }, detail: 'auto' }]],
    [['image_data', 'image_detail'], [{ ...image, source: { from: 'data', base64: '' }, detail: 'low' }]],
    [['uploaded_file'], [{ ...image, source: { from: 'file', id: 'f' } }]],
    [['document_url'], [{ ...document, source: { from: 'url', url: 'u' } }]],
    [['document_data'], [{ ...document, source: { from: 'data', base64: '' } }]],
    [
      ['document_text', 'document_citations'],
      [{ ...document, source: { from: 'text', text: '' }, citable: true }],
    ],
    [['audio_data'], [{ kind: 'media', media: 'audio', source: { from: 'data', base64: '' } }]],
    [['video'], [{ kind: 'media', media: 'video', source: { from: 'url', url: 'u' } }]],
    [['tool_call', 'custom_tool'], [{ kind: 'tool_call', id: 'c', name: 'f', input: '', custom: true }]],
    [
      ['tool_result_error', 'tool_result_media', 'image_data'],
      [
        {
          kind: 'tool_result',
          callId: 'c',
          failed: true,
          content: [{ ...image, source: { from: 'data', base64: '' } }],
        },
      ],
    ],
    [['reasoning_history'], [{ kind: 'reasoning', text: 'hm' }]],
    [['vendor_part'], [{ kind: 'vendor', dialect: 'gemini', value: {} }]],
  ])('%j in a message', (features, parts) => {
    expect(foundIn(...parts)).toEqual(features);
  });

  it.each<[RequestFeature[], string[]]>([
    [[], ['system', 'user']],
    [[], ['system', 'system', 'user', 'assistant', 'user']],
    [['developer_message'], ['developer', 'user']],
    [['late_system_message'], ['user', 'system', 'user']],
    [['assistant_prefill'], ['user', 'assistant']],
  ])('%j in the order of messages', (features, roles) => {
    const messages = roles.map((role) => ({ role, parts: [text] }) as Conversation['messages'][number]);
    expect(found({ messages })).toEqual(features);
  });
});
