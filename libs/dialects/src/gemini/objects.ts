import { isDeepStrictEqual } from 'node:util';
import { asArray, asObject, type JsonObject } from '../json/decode.js';

/** The objects in a list; what is no list has none. */
export function objectsIn(value: unknown): JsonObject[] {
  return asArray(value)
    .map(asObject)
    .filter((object) => object !== undefined);
}

export function isPlainObject(value: unknown): value is JsonObject {
  return asObject(value) !== undefined;
}

/** Both objects in one; where both have a field that is no object, `over` has the say. */
export function merged(under: JsonObject, over: JsonObject): JsonObject {
  const result: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    result[key] = isPlainObject(before) && isPlainObject(value) ? merged(before, value) : value;
  }
  return result;
}

/** The object; undefined where it has no field. */
export function unlessEmpty<T extends object>(object: T): T | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}

/** What of a wire object its encoding does not say again: extras that make a round trip complete. */
export function residue(wire: JsonObject, encoded: JsonObject): JsonObject | undefined {
  const rest = Object.entries(wire).filter(([key, value]) => !isDeepStrictEqual(value, encoded[key]));
  return unlessEmpty(Object.fromEntries(rest));
}
