import type { JsonObject } from '../../json/decode.js';
import { isPlainObject } from '../objects.js';
import { camel } from './camel-case.js';

/** Keywords that the vendor's schema writes as numbers in quotes. */
const COUNTS = new Set(['minItems', 'maxItems', 'minLength', 'maxLength', 'minProperties', 'maxProperties']);

/**
 * The vendor's own schema (a part of OpenAPI 3.0, types in capitals) as JSON Schema. One that is JSON Schema already
 * stays as it is.
 */
export function jsonSchemaOf(schema: JsonObject): JsonObject {
  const { nullable, ...rest } = schema;
  const entries = Object.entries(rest).flatMap(([key, value]) => keyword(camel(key), value));
  const plain: JsonObject = Object.fromEntries(entries);
  return nullable === true ? orNull(plain) : plain;
}

function keyword(key: string, value: unknown): [string, unknown][] {
  if (key === 'propertyOrdering' || value === 'TYPE_UNSPECIFIED') return [];
  if (key === 'format' && value === 'enum') return [];
  if (key === 'type' && typeof value === 'string') return [[key, value.toLowerCase()]];
  if (COUNTS.has(key) && typeof value === 'string') return [[key, Number(value)]];
  if (key === 'properties' && isPlainObject(value)) {
    return [[key, Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, nested(inner)]))]];
  }
  if (key === 'items' || key === 'additionalProperties') return [[key, nested(value)]];
  if (key === 'anyOf' && Array.isArray(value)) return [[key, value.map(nested)]];
  return [[key, value]];
}

function nested(value: unknown): unknown {
  return isPlainObject(value) ? jsonSchemaOf(value) : value;
}

function orNull(schema: JsonObject): JsonObject {
  const { type, enum: words, anyOf } = schema;
  return {
    ...schema,
    ...(typeof type === 'string' && { type: [type, 'null'] }),
    ...(Array.isArray(words) && { enum: [...(words as unknown[]), null] }),
    ...(Array.isArray(anyOf) && { anyOf: [...(anyOf as unknown[]), { type: 'null' }] }),
  };
}
