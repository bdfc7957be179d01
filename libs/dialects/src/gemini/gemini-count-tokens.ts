import type { Dialect, ReplyReading } from '../dialect.js';
import { asCount, decodeUtf8, parseObject } from '../json/decode.js';
import { errorIn, inStreamFailure } from './failure.js';
import { geminiCounting } from './codec/counting.js';
import { withNestedModel } from './nested-model.js';
import { readWholeRequest } from './request.js';
import { geminiWire } from './wire.js';

/** `countTokens`, as Google defined it. There is no stream. */
export const geminiCountTokens: Dialect = {
  ...geminiWire,
  name: 'gemini-count-tokens',
  operation: 'count_tokens',
  readRequest: readWholeRequest,
  withModel: (body, request, model) =>
    withNestedModel(body, request, model, (object, rename) =>
      'generateContentRequest' in object
        ? { ...object, generateContentRequest: rename(object['generateContentRequest']) }
        : object,
    ),
  readReply,
  counting: geminiCounting,
};

function readReply(body: Uint8Array): ReplyReading {
  const text = decodeUtf8(body);
  const error = errorIn(text);
  if (error !== undefined) return { verdict: 'error', failure: inStreamFailure(error) };
  const reply = parseObject(text);
  if (reply === undefined) return { verdict: body.length === 0 ? 'empty' : 'malformed' };
  return { verdict: asCount(reply['totalTokens']) === undefined ? 'empty' : 'ok' };
}
