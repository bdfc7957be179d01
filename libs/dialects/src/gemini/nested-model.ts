import type { RequestShape } from '../dialect.js';
import { asObject, decodeUtf8, parseObject, type JsonObject } from '../json/decode.js';

/**
 * Some bodies repeat the model of the URL inside (`models/{model}`), and the vendor refuses a request where the two
 * differ. The body itself when nothing changes.
 *
 * @param places finds the objects that may hold it, and gives the body back with others in their stead
 */
export function withNestedModel(
  body: Uint8Array,
  request: RequestShape,
  model: string,
  places: (body: JsonObject, rename: (place: unknown) => unknown) => JsonObject,
): Uint8Array {
  const object = model === request.model ? undefined : parseObject(decodeUtf8(body));
  if (object === undefined) return body;
  let found = false;
  const renamed = places(object, (place) => {
    if (asObject(place)?.['model'] === undefined) return place;
    found = true;
    return { ...asObject(place), model: modelPath(model) };
  });
  return found ? Buffer.from(JSON.stringify(renamed), 'utf8') : body;
}

/** A model as bodies name it. */
export function modelPath(model: string): string {
  return model.includes('/') ? model : `models/${model}`;
}
