import type { RequestReading, RequestShape } from '../dialect.js';
import { splice } from './splice.js';
import { FieldNames, scanTopLevel, whyNoObject, type TopLevelFields } from './top-level.js';

type Always = 'model' | 'stream';
const MODEL = new FieldNames(['model']);

/**
 * A reader for dialects whose body says `model` and `stream`.
 *
 * @param names of the other fields that `more` looks at: everything else is only checked to be JSON
 */
export function requestReader<const Name extends string>(
  names: readonly Name[],
  more: (fields: TopLevelFields<Name | Always>) => Omit<RequestShape, 'model' | 'stream' | 'modelAt'>,
): (body: Uint8Array) => RequestReading {
  const asked = new FieldNames<Name | Always>(['model', 'stream', ...names]);
  return (body) => {
    const fields = scanTopLevel(body, asked);
    if (fields === undefined) return refuse(whyNoObject(body), 'invalid_json');
    const model = fields.value('model');
    if (typeof model !== 'string' || model === '') {
      return refuse(
        'You must provide a model parameter: the name of a route, or provider/model.',
        'missing_model',
        'model',
      );
    }
    const stream = fields.value('stream') ?? false;
    if (typeof stream !== 'boolean') return refuse('stream must be true or false.', 'invalid_type', 'stream');
    return { ok: true, request: { model, stream, modelAt: fields.spans('model'), ...more(fields) } };
  };
}

/** The same body with another model in its top-level field; every other byte stays. */
export function withModelField(body: Uint8Array, request: RequestShape, model: string): Uint8Array {
  if (model === request.model) return body;
  const spans = request.modelAt ?? scanTopLevel(body, MODEL)?.spans('model') ?? [];
  return splice(body, spans, Buffer.from(JSON.stringify(model), 'utf8'));
}

function refuse(message: string, code: string, param?: string): RequestReading {
  return { ok: false, message, code, ...(param !== undefined && { param }) };
}
