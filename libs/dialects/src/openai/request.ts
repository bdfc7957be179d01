import type { RequestReading, RequestShape } from '../dialect.js';
import { asCount, decodeUtf8, type JsonObject } from '../json/decode.js';
import { splice, topLevelValues } from '../json/top-level.js';

/** Reads the few top-level fields that routing needs; everything else is the provider's to judge. */
export function readOpenAiRequest(body: Uint8Array): RequestReading {
  return readRequestFields(body, ({ max_completion_tokens, max_tokens }) => {
    const maxOutputTokens = asCount(max_completion_tokens) ?? asCount(max_tokens);
    return maxOutputTokens === undefined ? {} : { maxOutputTokens };
  });
}

/** `model` and `stream`, which every body of this family has, and what else `more` finds in it. */
export function readRequestFields(
  body: Uint8Array,
  more: (fields: JsonObject) => Omit<RequestShape, 'model' | 'stream'>,
): RequestReading {
  let parsed: unknown;
  try {
    parsed = JSON.parse(decodeUtf8(body));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(`The request body is not valid JSON: ${reason}`, 'invalid_json');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return refuse('The request body must be a JSON object.', 'invalid_json');
  }
  const fields = parsed as JsonObject;
  const { model, stream } = fields;
  if (typeof model !== 'string' || model === '') {
    return refuse(
      'You must provide a model parameter: the name of a route, or provider/model.',
      'missing_model',
      'model',
    );
  }
  if (stream !== undefined && stream !== null && typeof stream !== 'boolean') {
    return refuse('stream must be true or false.', 'invalid_type', 'stream');
  }
  return { ok: true, request: { model, stream: stream === true, ...more(fields) } };
}

export function withOpenAiModel(body: Uint8Array, request: RequestShape, model: string): Uint8Array {
  if (model === request.model) return body;
  return splice(body, topLevelValues(body, 'model'), Buffer.from(JSON.stringify(model), 'utf8'));
}

function refuse(message: string, code: string, param?: string): RequestReading {
  return { ok: false, message, code, ...(param !== undefined && { param }) };
}
