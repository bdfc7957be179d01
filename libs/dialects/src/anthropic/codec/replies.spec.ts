import type { EncodingContext } from '../../codec.js';
import type { Choice, FinishReason, Part, Reply } from '../../form/index.js';
import { decodeReply } from './decode-reply.js';
import { encodeReply } from './encode-reply.js';
import { decodeUsage, encodeUsage } from './reply-usage.js';

const context: EncodingContext = {
  seed: 'feed',
  nowS: 1,
  conversation: { model: 'asked', stream: false, messages: [] },
  request: {},
};
const replyOf = (parts: readonly Part[], choice: Partial<Choice> = {}): Reply => ({
  choices: [{ index: 0, parts, finish: { reason: 'stop' }, ...choice }],
});
const foreign = { origin: 'gemini', value: 's' } as const;
const call = { kind: 'tool_call', id: 'a', name: 'f', input: '{"x":1}' } as const;
const use = { type: 'tool_use', id: 'a', name: 'f', input: { x: 1 }, caller: { type: 'direct' } };
const source = {
  type: 'web_search_result_location',
  url: 'u',
  title: null,
  cited_text: '',
  encrypted_index: '',
};

describe('a reply of another dialect', () => {
  it('has every key that clients require', () => {
    expect(encodeReply(replyOf([{ kind: 'text', text: 'Hi' }]), context)).toEqual({
      id: 'msg_feed',
      type: 'message',
      role: 'assistant',
      model: 'asked',
      content: [{ type: 'text', text: 'Hi', citations: null }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: {
        input_tokens: 0,
        cache_creation_input_tokens: null,
        cache_read_input_tokens: null,
        cache_creation: null,
        output_tokens: 0,
        server_tool_use: null,
        inference_geo: null,
        service_tier: null,
      },
    });
  });

  it('keeps the id and the model of its provider', () => {
    expect(encodeReply({ ...replyOf([]), id: 'chatcmpl-1', model: 'm' }, context)).toMatchObject({
      id: 'chatcmpl-1',
      model: 'm',
    });
  });

  it.each<[part: Part, content: object[]]>([
    [{ kind: 'text', text: '' }, []],
    [
      { kind: 'text', text: 'a', citations: [{ url: 'u' }, {}] },
      [{ type: 'text', text: 'a', citations: [source] }],
    ],
    [{ kind: 'refusal', text: 'no' }, [{ type: 'text', text: 'no', citations: null }]],
    [{ kind: 'reasoning', text: 'hm' }, [{ type: 'thinking', thinking: 'hm', signature: '' }]],
    [
      { kind: 'reasoning', text: 'hm', signature: foreign },
      [{ type: 'thinking', thinking: 'hm', signature: 'gemini#s' }],
    ],
    [{ kind: 'reasoning', text: '', sealed: foreign }, [{ type: 'redacted_thinking', data: 'gemini#s' }]],
    [call, [use]],
    [{ ...call, signature: foreign }, [{ type: 'redacted_thinking', data: 'gemini#s' }, use]],
    [{ ...call, custom: true, input: 'ls' }, [{ ...use, input: { input: 'ls' } }]],
    [{ ...call, input: '{"x":' }, [{ ...use, input: {} }]],
    [{ kind: 'media', media: 'image', source: { from: 'url', url: 'u' } }, []],
    [{ kind: 'vendor', dialect: 'gemini', value: {} }, []],
  ])('%j', (part, content) => {
    expect(encodeReply(replyOf([part]), context)['content']).toEqual(content);
  });

  it.each<[FinishReason, parts: Part[], stopReason: string]>([
    ['stop', [], 'end_turn'],
    ['stop', [call], 'tool_use'],
    ['stop', [{ ...call, extras: { 'anthropic-messages': { caller: { type: 'direct' } } } }], 'end_turn'],
    ['stop', [{ kind: 'refusal', text: 'no' }], 'refusal'],
    ['stop_sequence', [], 'stop_sequence'],
    ['length', [call], 'max_tokens'],
    ['tool_calls', [call], 'tool_use'],
    ['content_filter', [], 'refusal'],
    ['refusal', [], 'refusal'],
    ['pause', [], 'pause_turn'],
    ['context_length', [], 'model_context_window_exceeded'],
    ['malformed_call', [], 'end_turn'],
    ['other', [], 'end_turn'],
  ])('that ends with %s and %j', (reason, parts, stopReason) => {
    expect(encodeReply(replyOf(parts, { finish: { reason } }), context)['stop_reason']).toBe(stopReason);
  });

  it('says which stop sequence was met', () => {
    const finish = { reason: 'stop_sequence', sequence: 'END' } as const;
    expect(encodeReply(replyOf([], { finish }), context)['stop_sequence']).toBe('END');
  });

  it.each([
    ['default', 'standard'],
    ['priority', 'priority'],
    ['flex', null],
  ])('served with the tier %s', (serviceTier, tier) => {
    const { usage } = encodeReply({ ...replyOf([]), serviceTier }, context);
    expect(usage).toMatchObject({ service_tier: tier });
  });
});

describe('a reply', () => {
  it.each<[wire: object, finish: object]>([
    [{ stop_reason: 'end_turn', stop_sequence: null }, { finish: { reason: 'stop' } }],
    [
      { stop_reason: 'stop_sequence', stop_sequence: 'END' },
      { finish: { reason: 'stop_sequence', sequence: 'END' } },
    ],
    [
      { stop_reason: 'refusal', stop_details: { type: 'refusal' } },
      {
        finish: { reason: 'refusal' },
        extras: { 'anthropic-messages': { stop_details: { type: 'refusal' } } },
      },
    ],
    [
      { stop_reason: 'compaction' },
      { finish: { reason: 'other' }, extras: { 'anthropic-messages': { stop_reason: 'compaction' } } },
    ],
  ])('%j', (wire, finish) => {
    const reply = decodeReply({ content: [], ...wire });
    expect(reply.choices).toEqual([{ index: 0, parts: [], ...finish }]);
    expect(encodeReply(reply, context)).toMatchObject(wire);
  });

  it('keeps a block that is not what its type says', () => {
    const odd = { type: 'tool_use', id: 7 };
    expect(decodeReply({ content: [odd] }).choices[0]?.parts).toEqual([
      { kind: 'vendor', dialect: 'anthropic-messages', value: odd },
    ]);
  });
});

describe('usage', () => {
  it('counts the cache beside the prompt, and in the form as part of it', () => {
    const wire = {
      input_tokens: 5,
      cache_read_input_tokens: 100,
      cache_creation_input_tokens: 20,
      cache_creation: { ephemeral_5m_input_tokens: 12, ephemeral_1h_input_tokens: 8 },
      output_tokens: 9,
      output_tokens_details: { thinking_tokens: 4 },
      server_tool_use: { web_search_requests: 1 },
      inference_geo: 'eu',
      service_tier: 'batch',
    };
    const usage = decodeUsage(wire);
    expect(usage).toEqual({
      tokens: { input: 125, cacheRead: 100, cacheWrite: 20, cacheWrite1h: 8, output: 9, reasoning: 4 },
      extras: { 'anthropic-messages': { server_tool_use: { web_search_requests: 1 }, inference_geo: 'eu' } },
    });
    expect(encodeUsage(usage, 'batch')).toEqual(wire);
  });

  it('is never less than nothing', () => {
    expect(encodeUsage({ tokens: { input: 3, cacheRead: 5 } }, undefined)).toMatchObject({ input_tokens: 0 });
  });
});
