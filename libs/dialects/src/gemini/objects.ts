import { asArray, asObject, type JsonObject } from '../json/decode.js';

/** The objects in a list; what is no list has none. */
export function objectsIn(value: unknown): JsonObject[] {
  return asArray(value)
    .map(asObject)
    .filter((object) => object !== undefined);
}
