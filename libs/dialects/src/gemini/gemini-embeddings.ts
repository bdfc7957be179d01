import type { Dialect, ReplyReading } from '../dialect.js';
import { asArray, asObject, decodeUtf8, parseObject } from '../json/decode.js';
import { errorIn, inStreamFailure } from './failure.js';
import { geminiEmbeddingsCodec } from './codec/embeddings.js';
import { withNestedModel } from './nested-model.js';
import { readWholeRequest } from './request.js';
import { readGeminiUsage } from './usage.js';
import { geminiWire } from './wire.js';

/** `embedContent` and `batchEmbedContents`, as Google defined them; a body with `requests` is a batch. */
export const geminiEmbeddings: Dialect = {
  ...geminiWire,
  name: 'gemini-embeddings',
  operation: 'embeddings',
  readRequest: readWholeRequest,
  withModel: (body, request, model) =>
    withNestedModel(body, request, model, (object, rename) =>
      Array.isArray(object['requests'])
        ? { ...object, requests: object['requests'].map(rename) }
        : (asObject(rename(object)) ?? object),
    ),
  readReply,
  embeddings: geminiEmbeddingsCodec,
};

function readReply(body: Uint8Array): ReplyReading {
  const text = decodeUtf8(body);
  const error = errorIn(text);
  if (error !== undefined) return { verdict: 'error', failure: inStreamFailure(error) };
  const reply = parseObject(text);
  if (reply === undefined) return { verdict: body.length === 0 ? 'empty' : 'malformed' };
  const usage = readGeminiUsage(reply['usageMetadata']);
  const vectors = asArray(reply['embeddings']).length > 0 || asObject(reply['embedding']) !== undefined;
  return { verdict: vectors ? 'ok' : 'empty', ...(usage && { usage }) };
}
