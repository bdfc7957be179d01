import type { EmbeddingsCodec } from '../embeddings/embeddings-codec.js';
import { readVector, toFloat32Base64 } from '../embeddings/float32-base64.js';
import { asArray, asObject, asText, type JsonObject } from '../json/decode.js';
import { defined } from '../json/defined.js';
import { decoding, FieldReader } from '../json/field-reader.js';
import { readOpenAiUsage } from './usage.js';

/** Embeddings, in and out of the neutral form. */
export const openAiEmbeddingsCodec: EmbeddingsCodec = {
  decodeRequest(body) {
    return decoding(() => {
      const reader = new FieldReader(body);
      const texts = readInput(reader);
      const request = {
        model: reader.need('model', reader.text('model')),
        inputs: texts.map((text) => ({ text })),
        ...(typeof body['input'] === 'string' && { single: true }),
        ...defined({
          dimensions: reader.count('dimensions'),
          encoding: reader.word('encoding_format', ['float', 'base64']),
          user: reader.text('user'),
        }),
      };
      return { ...request, ...own(reader.rest()) };
    });
  },

  encodeRequest({ inputs, single, dimensions, encoding, user, extras }, model) {
    const texts = inputs.map(({ text }) => text);
    return {
      model,
      input: single === true ? texts[0] : texts,
      ...defined({ dimensions, encoding_format: encoding, user }),
      ...extras?.['openai-embeddings'],
    };
  },

  decodeReply(body) {
    const { data, model, usage, object: _object, ...rest } = body;
    const entries = asArray(data).map((entry) => asObject(entry) ?? {});
    const place = (entry: JsonObject) => (typeof entry['index'] === 'number' ? entry['index'] : 0);
    return {
      vectors: entries
        .toSorted((a, b) => place(a) - place(b))
        .map((entry) => ({ values: readVector(entry['embedding']) })),
      ...defined({ model: asText(model), usage: readOpenAiUsage(usage) }),
      ...own(rest),
    };
  },

  /** Client libraries require `usage`; where the provider counted nothing, there is nothing to count. */
  encodeReply({ vectors, model, usage, extras }, request) {
    const tokens = usage?.input ?? 0;
    const write = request.encoding === 'base64' ? toFloat32Base64 : (values: readonly number[]) => values;
    return {
      object: 'list',
      data: vectors.map(({ values }, index) => ({ object: 'embedding', index, embedding: write(values) })),
      model: model ?? request.model,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
      ...extras?.['openai-embeddings'],
    };
  },
};

/** A text or a list of texts. Lists of token numbers mean something to one vendor's models only. */
function readInput(reader: FieldReader): readonly string[] {
  const input = reader.need('input', reader.raw('input'));
  if (typeof input === 'string') return [input];
  const texts = asArray(input).filter((text) => typeof text === 'string');
  if (texts.length > 0 && texts.length === asArray(input).length) return texts;
  return reader.fail('input', 'must be a text or a list of texts, for a model of another protocol.');
}

function own(rest: JsonObject | undefined): { extras?: { 'openai-embeddings': JsonObject } } {
  return rest === undefined || Object.keys(rest).length === 0
    ? {}
    : { extras: { 'openai-embeddings': rest } };
}
