import type { CallShape } from '../codec.js';
import type { RequestReading, RequestShape } from '../dialect.js';
import { asCount, asObject } from '../json/decode.js';
import { FieldNames, scanTopLevel, whyNoObject, type TopLevelFields } from '../json/top-level.js';

const LIMITS = new FieldNames(['generationConfig', 'generation_config']);
const NOTHING = new FieldNames<never>([]);

/** Reads what routing needs: the URL says model and stream, the body only how long an answer may grow. */
export function readGeminiRequest(body: Uint8Array, call?: CallShape): RequestReading {
  return readGeminiBody(body, call, LIMITS, ({ model, stream }, fields) => {
    const config = asObject(fields.value('generationConfig')) ?? asObject(fields.value('generation_config'));
    const maxOutputTokens = asCount(config?.['maxOutputTokens']) ?? asCount(config?.['max_output_tokens']);
    return { model, stream, ...(maxOutputTokens !== undefined && { maxOutputTokens }) };
  });
}

/** The same for operations that have neither a stream nor an answer that grows. */
export function readWholeRequest(body: Uint8Array, call?: CallShape): RequestReading {
  return readGeminiBody(body, call, NOTHING, ({ model }) => ({ model, stream: false }));
}

function readGeminiBody<Name extends string>(
  body: Uint8Array,
  call: CallShape | undefined,
  asked: FieldNames<Name>,
  shape: (call: CallShape, fields: TopLevelFields<Name>) => RequestShape,
): RequestReading {
  if (call === undefined || call.model === '') {
    return { ok: false, message: 'The URL must name a model: models/{model}:method.', code: 'missing_model' };
  }
  const fields = scanTopLevel(body, asked);
  return fields === undefined
    ? { ok: false, message: whyNoObject(body), code: 'invalid_json' }
    : { ok: true, request: shape(call, fields) };
}
