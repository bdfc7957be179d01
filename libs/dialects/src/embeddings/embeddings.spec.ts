import fc from 'fast-check';
import type { EmbeddingsCodec } from './embeddings-codec.js';
import { geminiEmbeddings } from '../gemini/gemini-embeddings.js';
import { openAiEmbeddings } from '../openai/openai-embeddings.js';

const openai = openAiEmbeddings.embeddings!;
const gemini = geminiEmbeddings.embeddings!;
const call = { model: 'url-model', stream: false };

const decode = (codec: EmbeddingsCodec, body: object) => codec.decodeRequest({ ...body }, call);
function read(codec: EmbeddingsCodec, body: object) {
  const decoded = decode(codec, body);
  if (!decoded.ok) throw new Error(decoded.message);
  return decoded.value;
}
const part = (text: string) => ({ parts: [{ text }] });

it.each([openAiEmbeddings, geminiEmbeddings])('$name is no dialect of conversations', (dialect) => {
  expect(dialect.codec).toBeUndefined();
});

describe('a request for embeddings', () => {
  it.each([
    [
      'one text',
      { model: 'm', input: 'a' },
      { requests: [{ model: 'models/t', content: part('a') }] },
      { model: 't', input: 'a' },
    ],
    [
      'two texts with a length',
      { model: 'm', input: ['a', 'b'], dimensions: 8, encoding_format: 'base64', user: 'u' },
      {
        requests: [
          { model: 'models/t', content: part('a'), outputDimensionality: 8 },
          { model: 'models/t', content: part('b'), outputDimensionality: 8 },
        ],
      },
      { model: 't', input: ['a', 'b'], dimensions: 8, encoding_format: 'base64', user: 'u' },
    ],
  ])('of openai, %s', (_name, body, toGemini, toOpenAi) => {
    expect(gemini.encodeRequest(read(openai, body), 't')).toEqual(toGemini);
    expect(openai.encodeRequest(read(openai, body), 't')).toEqual(toOpenAi);
  });

  it.each([
    [
      'a single one',
      { content: part('a'), output_dimensionality: 8 },
      { model: 't', input: 'a', dimensions: 8 },
      { requests: [{ model: 'models/t', content: part('a'), outputDimensionality: 8 }] },
    ],
    [
      'a batch with what the vectors are for',
      {
        requests: [
          { model: 'models/m', content: part('a'), taskType: 'RETRIEVAL_QUERY' },
          { content: part('b') },
        ],
      },
      { model: 't', input: ['a', 'b'] },
      {
        requests: [
          { model: 'models/t', content: part('a'), taskType: 'RETRIEVAL_QUERY' },
          { model: 'models/t', content: part('b') },
        ],
      },
    ],
  ])('of gemini, %s', (_name, body, toOpenAi, toGemini) => {
    expect(read(gemini, body).model).toBe('url-model');
    expect(openai.encodeRequest(read(gemini, body), 't')).toEqual(toOpenAi);
    expect(gemini.encodeRequest(read(gemini, body), 't')).toEqual(toGemini);
  });

  it.each([
    [openai, { model: 'm' }, 'input'],
    [openai, { input: 'a' }, 'model'],
    [openai, { model: 'm', input: [] }, 'input'],
    [openai, { model: 'm', input: [1, 2] }, 'input'],
    [openai, { model: 'm', input: [[1], [2]] }, 'input'],
    [openai, { model: 'm', input: 'a', encoding_format: 'hex' }, 'encoding_format'],
    [gemini, {}, 'content'],
    [gemini, { requests: [] }, 'requests'],
    [
      gemini,
      { requests: [{ content: { parts: [{ inlineData: {} }] } }] },
      'requests[0].content.parts[0].text',
    ],
    [
      gemini,
      { requests: [{ content: part('a') }, { content: part('b'), outputDimensionality: 3 }] },
      'requests[1].outputDimensionality',
    ],
  ])('that cannot be read: %#', (codec, body, param) => {
    expect(decode(codec, body)).toMatchObject({ ok: false, param });
  });
});

describe('a reply with embeddings', () => {
  const request = { model: 'm', inputs: [{ text: 'a' }] };
  const vectors = { embeddings: [{ values: [0.5, -1] }, { values: [2, 0] }] };
  const list = (...embeddings: unknown[]) => ({
    object: 'list',
    data: embeddings.map((embedding, index) => ({ object: 'embedding', index, embedding })),
    model: 'm',
    usage: { prompt_tokens: 0, total_tokens: 0 },
  });

  it('goes from gemini to openai, as numbers or as base64', () => {
    const reply = gemini.decodeReply(vectors);
    expect(openai.encodeReply(reply, request)).toEqual(list([0.5, -1], [2, 0]));
    const base64 = openai.encodeReply(reply, { ...request, encoding: 'base64' });
    expect(base64).toEqual(list('AAAAPwAAgL8=', 'AAAAQAAAAAA='));
    expect(gemini.encodeReply(openai.decodeReply(base64), request)).toMatchObject(vectors);
  });

  it('goes from openai to gemini, in the order of the request, with its count', () => {
    const { data, ...rest } = { ...list([1], [2]), usage: { prompt_tokens: 4, total_tokens: 4 } };
    const reply = openai.decodeReply({ ...rest, data: data.toReversed() });
    const usageMetadata = { promptTokenCount: 4, totalTokenCount: 4 };
    expect(gemini.encodeReply(reply, request)).toEqual({
      embeddings: [{ values: [1] }, { values: [2] }],
      usageMetadata,
    });
    expect(gemini.encodeReply(reply, { ...request, single: true })).toEqual({
      embedding: { values: [1] },
      usageMetadata,
    });
  });

  it('keeps what only its own dialect says', () => {
    const body = { embedding: { values: [1], statistics: { truncated: true } }, metadata: { a: 1 } };
    expect(gemini.encodeReply(gemini.decodeReply(body), { ...request, single: true })).toEqual(body);
  });

  it.each([
    ['openai', openai],
    ['gemini', gemini],
  ])('of %s is read whatever it holds', (_name, codec) => {
    const keys = fc.constantFrom(
      'data',
      'embedding',
      'embeddings',
      'values',
      'index',
      'usage',
      'usageMetadata',
      'requests',
      'content',
      'input',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.constantFrom<unknown>('AAA=', 1, null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(keys, value), (body) => {
        codec.encodeReply(codec.decodeReply(body), request);
        decode(codec, body);
      }),
    );
  });
});
