import type { EmbeddingsCodec } from '../../embeddings/embeddings-codec.js';
import type { EmbeddingVector } from '../../embeddings/embeddings-reply.js';
import type { EmbeddingInput } from '../../embeddings/embeddings-request.js';
import { asArray, asObject, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { decoding, FieldReader } from '../../json/field-reader.js';
import { modelPath } from '../nested-model.js';
import { objectsIn, unlessEmpty } from '../objects.js';
import { readGeminiUsage } from '../usage.js';
import { camelCased } from './camel-case.js';

/**
 * `batchEmbedContents`, and `embedContent` with its one text and one vector. Requests are always written as a batch,
 * which serves both; callers of the single form get one vector.
 */
export const geminiEmbeddingsCodec: EmbeddingsCodec = {
  decodeRequest(body, { model }) {
    return decoding(() => {
      const reader = new FieldReader(camelCased(body));
      const batch = reader.children('requests');
      if (batch?.length === 0) reader.fail('requests', 'must not be empty.');
      const entries = batch ?? [reader];
      const dimensions = entries[0]?.count('outputDimensionality');
      const inputs = entries.map((entry) => decodeInput(entry, dimensions));
      const rest = batch && reader.rest();
      return {
        model,
        inputs,
        ...defined({ dimensions }),
        ...(batch === undefined && { single: true }),
        ...own(rest),
      };
    });
  },

  encodeRequest({ inputs, dimensions, extras }, model) {
    const requests = inputs.map((input) => ({
      model: modelPath(model),
      content: { parts: [{ text: input.text }] },
      ...defined({ outputDimensionality: dimensions }),
      ...input.extras?.['gemini-embeddings'],
    }));
    return { requests, ...extras?.['gemini-embeddings'] };
  },

  decodeReply(body) {
    const { embeddings, embedding, usageMetadata, ...rest } = body;
    const single = asObject(embedding);
    const vectors = (single === undefined ? objectsIn(embeddings) : [single]).map(decodeVector);
    return { vectors, ...defined({ usage: readGeminiUsage(usageMetadata) }), ...own(rest) };
  },

  encodeReply({ vectors, usage, extras }, { single }) {
    const written = vectors.map(encodeVector);
    const count = usage?.input;
    return {
      ...(single === true ? { embedding: written[0] } : { embeddings: written }),
      ...(count !== undefined && { usageMetadata: { promptTokenCount: count, totalTokenCount: count } }),
      ...extras?.['gemini-embeddings'],
    };
  },
};

/** One vector for all parts of a content: their texts are one text. */
function decodeInput(entry: FieldReader, dimensions: number | undefined): EmbeddingInput {
  entry.skip('model');
  if (entry.count('outputDimensionality') !== dimensions) {
    entry.fail('outputDimensionality', 'must be the same for all texts.');
  }
  const content = entry.need('content', entry.child('content'));
  const parts = content.need('parts', content.children('parts'));
  const texts = parts.map((part) => part.need('text', part.text('text')));
  return { text: texts.join('\n'), ...own(entry.rest()) };
}

function decodeVector({ values, ...rest }: JsonObject): EmbeddingVector {
  const numbers = asArray(values).filter((value) => typeof value === 'number');
  return { values: numbers, ...own(rest) };
}

function encodeVector({ values, extras }: EmbeddingVector): JsonObject {
  return { values, ...extras?.['gemini-embeddings'] };
}

function own(rest: JsonObject | undefined): { extras?: { 'gemini-embeddings': JsonObject } } {
  const kept = rest && unlessEmpty(rest);
  return kept === undefined ? {} : { extras: { 'gemini-embeddings': kept } };
}
