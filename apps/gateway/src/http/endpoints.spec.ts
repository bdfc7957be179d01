import { findEndpoint } from './endpoints.js';

const found = (url: string): unknown => {
  const endpoint = findEndpoint(url);
  if (endpoint === undefined) return undefined;
  const { dialect, call, framing } = endpoint;
  return [dialect.name, ...(call ? [call.model, call.stream] : []), ...(framing ? [framing] : [])];
};

describe('where a request goes by its path', () => {
  it.each<[string, unknown]>([
    ['/v1/chat/completions', ['openai-chat']],
    ['/openai/v1/chat/completions?x=1', ['openai-chat']],
    ['/v1/responses/', ['openai-responses']],
    ['/v1/responses/compact', ['openai-responses']],
    ['/v1/responses/resp_1', undefined],
    ['/v1/completions', ['openai-completions']],
    ['/v1/moderations', ['openai-moderations']],
    ['/v1/rerank', ['rerank']],
    ['/v1/audio/speech', ['openai-speech']],
    ['/openai/v1/images/edits', ['openai-image-edits']],
    ['/v1/messages?beta=true', ['anthropic-messages']],
    ['/anthropic/v1/messages', ['anthropic-messages']],
    ['/v1/messages/count_tokens', ['anthropic-count-tokens']],
    ['/v1/embeddings', ['openai-embeddings']],
    ['/v1beta/models/m:generateContent', ['gemini', 'm', false]],
    ['/v1/models/m:generateContent', ['gemini', 'm', false]],
    ['/gemini/v1beta/models/m:generateContent', ['gemini', 'm', false]],
    ['/v1beta/models/m:streamGenerateContent?alt=sse', ['gemini', 'm', true]],
    ['/v1beta/models/m:streamGenerateContent?alt=sse&key=k', ['gemini', 'm', true]],
    ['/v1beta/models/m:streamGenerateContent', ['gemini', 'm', true, 'json-array']],
    ['/v1beta/models/m:countTokens', ['gemini-count-tokens', 'm', false]],
    ['/v1beta/models/m:embedContent', ['gemini-embeddings', 'm', false]],
    ['/v1beta/models/a/m:generateContent', ['gemini', 'a/m', false]],
    ['/v1beta/models/a%2Fm:generateContent', ['gemini', 'a/m', false]],
    ['/v1beta/models/a:b:generateContent', ['gemini', 'a:b', false]],
    ['/v1beta/models/m:undo', undefined],
    ['/v1beta/models/%zz:generateContent', undefined],
    ['/v1/models/m', undefined],
    ['/v1/chat', undefined],
    ['/constructor', undefined],
  ])('%s', (url, expected) => {
    expect(found(url)).toEqual(expected);
  });

  it('knows a batch of embeddings', () => {
    expect(findEndpoint('/v1beta/models/m:batchEmbedContents')?.call).toEqual({
      model: 'm',
      stream: false,
      batch: true,
    });
  });
});
