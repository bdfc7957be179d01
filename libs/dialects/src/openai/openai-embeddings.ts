import type { Dialect, ReplyReading } from '../dialect.js';
import { asArray, decodeUtf8, parseObject } from '../json/decode.js';
import { openAiEmbeddingsCodec } from './embeddings-codec.js';
import { inStreamFailure } from './failure.js';
import { openAiChat } from './chat/openai-chat.js';
import { readOpenAiRequest } from './request.js';
import { readOpenAiUsage } from './usage.js';

/** Embeddings, as OpenAI defined them. There is no stream. */
export const openAiEmbeddings: Dialect = {
  name: 'openai-embeddings',
  operation: 'embeddings',
  withModel: openAiChat.withModel,
  openStream: openAiChat.openStream,
  readFailure: openAiChat.readFailure,
  errorBody: openAiChat.errorBody,
  replyHeaders: openAiChat.replyHeaders,
  terminator: openAiChat.terminator,
  readRequest(body) {
    const reading = readOpenAiRequest(body);
    if (!reading.ok || !reading.request.stream) return reading;
    return {
      ok: false,
      message: 'Embeddings cannot be streamed.',
      param: 'stream',
      code: 'unsupported_parameter',
    };
  },
  readReply,
  embeddings: openAiEmbeddingsCodec,
};

function readReply(body: Uint8Array): ReplyReading {
  const reply = parseObject(decodeUtf8(body));
  if (reply === undefined) return { verdict: body.length === 0 ? 'empty' : 'malformed' };
  if (reply['error'] !== undefined && reply['error'] !== null) {
    return { verdict: 'error', failure: inStreamFailure(reply['error'], 500) };
  }
  const usage = readOpenAiUsage(reply['usage']);
  return { verdict: asArray(reply['data']).length > 0 ? 'ok' : 'empty', ...(usage && { usage }) };
}
