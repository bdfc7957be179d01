import type { RequestReading, RequestShape } from '../dialect.js';
import { decodeUtf8, type JsonObject } from './decode.js';
import { splice, topLevelValues } from './top-level.js';

/** `model` and `stream` of dialects whose body says both, and what else `more` finds in it. */
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

/** The same body with another model in its top-level field; every other byte stays. */
export function withModelField(body: Uint8Array, request: RequestShape, model: string): Uint8Array {
  if (model === request.model) return body;
  return splice(body, topLevelValues(body, 'model'), Buffer.from(JSON.stringify(model), 'utf8'));
}

function refuse(message: string, code: string, param?: string): RequestReading {
  return { ok: false, message, code, ...(param !== undefined && { param }) };
}
