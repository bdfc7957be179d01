import type { JsonObject } from '../../json/decode.js';
import { isPlainObject } from '../objects.js';

/** Fields whose keys are the caller's own words, or those of a JSON Schema. */
const OPAQUE = new Set([
  'args',
  'response',
  'parameters',
  'parametersJsonSchema',
  'responseSchema',
  'responseJsonSchema',
  'schema',
  'labels',
  'headers',
  'partMetadata',
]);

/** The body with its field names in camel case: the vendor takes `max_output_tokens` as well as `maxOutputTokens`. */
export function camelCased(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body)
      .filter(([key]) => !(camel(key) !== key && camel(key) in body))
      .map(([key, value]) => [camel(key), OPAQUE.has(camel(key)) ? value : camelValue(value)]),
  );
}

function camelValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelValue);
  return isPlainObject(value) ? camelCased(value) : value;
}

/** `min_items` as `minItems`. */
export function camel(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
