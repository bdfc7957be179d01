import fc from 'fast-check';
import type { Choice, Reply } from '@fairlead/plugin-sdk';
import { decodeGeminiReply } from './decode-reply.js';
import { encodeGeminiReply } from './encode-reply.js';

const context = {
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1,
  conversation: { model: 'route', stream: false, messages: [] },
  request: {},
};
const says = (...parts: object[]) => ({ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 });
const choice = (candidate: object) =>
  decodeGeminiReply({ responseId: 'r', candidates: [candidate] }).choices[0];

describe('decodeGeminiReply', () => {
  it('reads what is said of the whole', () => {
    const reply = decodeGeminiReply({
      candidates: [says({ text: 'Hi' })],
      responseId: 'r1',
      modelVersion: 'v1',
      createTime: '2025-12-01T22:30:14.061274Z',
      usageMetadata: {
        promptTokenCount: 10,
        toolUsePromptTokenCount: 5,
        candidatesTokenCount: 3,
        thoughtsTokenCount: 4,
        cachedContentTokenCount: 2,
        totalTokenCount: 22,
        serviceTier: 'flex',
      },
    });
    expect(reply).toMatchObject({ id: 'r1', model: 'v1', createdS: 1764628214, serviceTier: 'flex' });
    expect(reply.usage?.tokens).toEqual({ input: 15, cacheRead: 2, output: 7, reasoning: 4 });
  });

  it.each<[object, Partial<Choice>]>([
    [says({ text: 'Hi' }), { finish: { reason: 'stop' }, parts: [{ kind: 'text', text: 'Hi' }] }],
    [says({ functionCall: { name: 'f' } }), { finish: { reason: 'tool_calls' } }],
    [{ finishReason: 'MAX_TOKENS' }, { parts: [], finish: { reason: 'length' } }],
    [
      { finishReason: 'SPII' },
      { finish: { reason: 'content_filter' }, extras: { gemini: { finishReason: 'SPII' } } },
    ],
    [{ finishReason: 'UNEXPECTED_TOOL_CALL' }, { finish: { reason: 'malformed_call' } }],
    [{ finishReason: 'LANGUAGE' }, { finish: { reason: 'other' } }],
    [
      says({ functionCall: { name: 'f', args: {} } }, { functionCall: { id: 'own', name: 'g', args: {} } }),
      {
        parts: [
          { kind: 'tool_call', id: 'gemini_call_r_0', name: 'f', input: '{}' },
          { kind: 'tool_call', id: 'own', name: 'g', input: '{}' },
        ],
      },
    ],
    [
      says({ functionCall: {} }),
      { parts: [{ kind: 'vendor', dialect: 'gemini', value: { functionCall: {} } }] },
    ],
  ])('%j', (candidate, expected) => {
    expect(choice(candidate)).toMatchObject(expected);
  });

  it('takes a prompt that was turned away for a filtered answer, and says so again', () => {
    const body = { promptFeedback: { blockReason: 'SAFETY' }, responseId: 'r', modelVersion: 'v' };
    const reply = decodeGeminiReply(body);
    expect(reply.choices).toEqual([{ index: 0, parts: [], finish: { reason: 'content_filter' } }]);
    expect(encodeGeminiReply(reply, context)).toEqual(body);
  });

  it('puts sources beside the texts they stand behind, counted in characters', () => {
    const groundingMetadata = {
      groundingChunks: [
        { web: { uri: 'u0', title: 't0' } },
        { retrievedContext: { title: 't1', text: 'q' } },
      ],
      groundingSupports: [
        { segment: { endIndex: 6 }, groundingChunkIndices: [0, 1] },
        { segment: { partIndex: 1, startIndex: 1, endIndex: 2 }, groundingChunkIndices: [0, 9] },
      ],
    };
    const { parts } = choice({ ...says({ text: 'Zürich' }, { text: 'abc' }), groundingMetadata })!;
    expect(parts).toEqual([
      {
        kind: 'text',
        text: 'Zürich',
        citations: [
          { url: 'u0', title: 't0', start: 0, end: 5 },
          { title: 't1', quote: 'q', start: 0, end: 5 },
        ],
      },
      { kind: 'text', text: 'abc', citations: [{ url: 'u0', title: 't0', start: 1, end: 2 }] },
    ]);
  });

  it('never throws, whatever the provider sends', () => {
    const keys = fc.constantFrom(
      'candidates',
      'content',
      'parts',
      'functionCall',
      'name',
      'text',
      'groundingMetadata',
      'groundingChunks',
      'groundingSupports',
      'groundingChunkIndices',
      'logprobsResult',
      'chosenCandidates',
      'usageMetadata',
      'inlineData',
      'promptFeedback',
      'createTime',
      'index',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.constantFrom<unknown>('a', '', 1, -1, true, null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(keys, value), (body) => {
        encodeGeminiReply(decodeGeminiReply(body), context);
      }),
    );
  });
});

describe('encodeGeminiReply writes an answer of another dialect', () => {
  const encode = (reply: Partial<Reply>) =>
    encodeGeminiReply({ choices: [{ index: 0, parts: [], finish: { reason: 'stop' } }], ...reply }, context);
  const candidate = (more: Partial<Choice>) => {
    const { candidates } = encode({
      choices: [{ index: 0, parts: [], finish: { reason: 'stop' }, ...more }],
    });
    return (candidates as object[])[0];
  };

  it('names itself where the provider did not', () => {
    expect(encode({})).toEqual({
      candidates: [{ content: { role: 'model' }, finishReason: 'STOP', index: 0 }],
      responseId: context.seed,
      modelVersion: 'route',
    });
  });

  it('counts thoughts beside the answer', () => {
    const tokens = { input: 10, cacheRead: 4, cacheWrite: 2, output: 9, reasoning: 5 };
    expect(encode({ usage: { tokens }, serviceTier: 'priority' })['usageMetadata']).toEqual({
      promptTokenCount: 10,
      cachedContentTokenCount: 4,
      candidatesTokenCount: 4,
      thoughtsTokenCount: 5,
      totalTokenCount: 19,
      serviceTier: 'priority',
    });
  });

  it.each<[string, Partial<Choice>, object]>([
    [
      'thoughts, their proof, and what is sealed',
      {
        parts: [
          { kind: 'reasoning', text: 'hm', signature: { origin: 'anthropic-messages', value: 's' } },
          {
            kind: 'reasoning',
            text: 'so',
            summary: true,
            sealed: { origin: 'openai-responses', value: 't' },
          },
          { kind: 'text', text: 'Hi' },
        ],
      },
      {
        content: {
          role: 'model',
          parts: [
            { text: 'hm', thought: true, thoughtSignature: 'anthropic-messages#s' },
            { text: 'so', thought: true },
            { thought: true, thoughtSignature: 'openai-responses#t' },
            { text: 'Hi' },
          ],
        },
      },
    ],
    [
      'a call',
      {
        parts: [{ kind: 'tool_call', id: 'toolu_1', name: 'f', input: '{"a":1}' }],
        finish: { reason: 'tool_calls' },
      },
      {
        content: { role: 'model', parts: [{ functionCall: { id: 'toolu_1', name: 'f', args: { a: 1 } } }] },
        finishReason: 'STOP',
      },
    ],
    [
      'a refusal',
      { parts: [{ kind: 'refusal', text: 'no' }], finish: { reason: 'refusal' } },
      { finishReason: 'SAFETY' },
    ],
    [
      'sources, counted in bytes over all texts',
      {
        parts: [
          { kind: 'text', text: 'Zürich ' },
          {
            kind: 'text',
            text: 'is',
            citations: [{ url: 'u', title: 't', start: 0, end: 2 }, { fileId: 'f' }],
          },
        ],
      },
      { citationMetadata: { citations: [{ startIndex: 8, endIndex: 10, uri: 'u', title: 't' }] } },
    ],
    [
      'probabilities',
      { logprobs: [{ token: 'a', logprob: -1, alternatives: [{ token: 'b', logprob: -2 }] }] },
      {
        logprobsResult: {
          chosenCandidates: [{ token: 'a', logProbability: -1 }],
          topCandidates: [{ candidates: [{ token: 'b', logProbability: -2 }] }],
        },
      },
    ],
  ])('%s', (_name, more, expected) => {
    expect(candidate(more)).toMatchObject(expected);
  });
});
