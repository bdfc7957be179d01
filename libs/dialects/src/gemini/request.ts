import type { CallShape } from '../codec.js';
import type { RequestReading } from '../dialect.js';
import { asCount, asObject, decodeUtf8, type JsonObject } from '../json/decode.js';

/** Reads what routing needs: the URL says model and stream, the body only how long an answer may grow. */
export function readGeminiRequest(body: Uint8Array, call?: CallShape): RequestReading {
  const reading = readGeminiBody(body, call);
  if (!reading.ok) return reading;
  const config = asObject(reading.json['generationConfig']) ?? asObject(reading.json['generation_config']);
  const maxOutputTokens = asCount(config?.['maxOutputTokens']) ?? asCount(config?.['max_output_tokens']);
  const { model, stream } = reading.call;
  return { ok: true, request: { model, stream, ...(maxOutputTokens !== undefined && { maxOutputTokens }) } };
}

/** The same for operations that have neither a stream nor an answer that grows. */
export function readWholeRequest(body: Uint8Array, call?: CallShape): RequestReading {
  const reading = readGeminiBody(body, call);
  return reading.ok ? { ok: true, request: { model: reading.call.model, stream: false } } : reading;
}

type BodyReading =
  | { readonly ok: true; readonly json: JsonObject; readonly call: CallShape }
  | Extract<RequestReading, { ok: false }>;

function readGeminiBody(body: Uint8Array, call?: CallShape): BodyReading {
  if (call === undefined || call.model === '') {
    return { ok: false, message: 'The URL must name a model: models/{model}:method.', code: 'missing_model' };
  }
  let json: unknown;
  try {
    json = JSON.parse(decodeUtf8(body));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, message: `The request body is not valid JSON: ${reason}`, code: 'invalid_json' };
  }
  const object = asObject(json);
  return object === undefined
    ? { ok: false, message: 'The request body must be a JSON object.', code: 'invalid_json' }
    : { ok: true, json: object, call };
}
