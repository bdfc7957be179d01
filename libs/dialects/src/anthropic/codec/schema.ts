import { asObject, type JsonObject } from '../../json/decode.js';

/** Limits that an answer held to a schema cannot be held to; the vendor refuses schemas that state them. */
const UNENFORCED: ReadonlySet<string> = new Set([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
]);

/** Keywords under which schemas stand by name: what looks like a keyword there is a name. */
const BY_NAME: ReadonlySet<string> = new Set(['properties', '$defs', 'definitions']);
/** Keywords whose values are data and no schemas. */
const DATA: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'required', 'examples']);

/** The schema as an answer can be held to it: objects have the fields that are named and no others. */
export function closedSchema(schema: JsonObject): JsonObject {
  const kept = Object.entries(schema).filter(([key]) => !UNENFORCED.has(key));
  const closed = kept.map(([key, value]): [string, unknown] => [key, closedUnder(key, value)]);
  const isObject = schema['type'] === 'object' || asObject(schema['properties']) !== undefined;
  return { ...Object.fromEntries(closed), ...(isObject && { additionalProperties: false }) };
}

function closedUnder(key: string, value: unknown): unknown {
  if (DATA.has(key)) return value;
  const object = asObject(value);
  if (object !== undefined && BY_NAME.has(key)) {
    return Object.fromEntries(Object.entries(object).map(([name, schema]) => [name, closedValue(schema)]));
  }
  return closedValue(value);
}

function closedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedValue);
  const schema = asObject(value);
  return schema === undefined ? value : closedSchema(schema);
}
