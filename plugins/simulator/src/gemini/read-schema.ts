import { isMap, type JsonMap } from '../json-map.js';
import { below, listOf, numberAt, proto, refuse, textAt, wrongValue } from './proto.js';

/** The part of OpenAPI's schemas that this API knows. */
const SCHEMA_FIELDS = [
  'type',
  'format',
  'title',
  'description',
  'nullable',
  'enum',
  'maxItems',
  'minItems',
  'properties',
  'required',
  'minProperties',
  'maxProperties',
  'minLength',
  'maxLength',
  'pattern',
  'example',
  'anyOf',
  'propertyOrdering',
  'default',
  'items',
  'minimum',
  'maximum',
];

const COUNTS = ['maxItems', 'minItems', 'minLength', 'maxLength', 'minimum', 'maximum'] as const;
const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];

/** The schema in JSON Schema's spelling. */
export function readSchema(value: unknown, path: string): JsonMap {
  const given = proto(value, SCHEMA_FIELDS, path);
  const type = textAt(given, 'type', path)?.toLowerCase();
  if (type !== undefined && !TYPES.includes(type))
    wrongValue(
      given['type'],
      below(path, 'type'),
      'type.googleapis.com/google.ai.generativelanguage.v1beta.Type',
    );
  const { properties, items, anyOf } = given;
  if (properties !== undefined && !isMap(properties)) wrongValue(properties, below(path, 'properties'));
  if (type === 'array' && items === undefined)
    refuse(`* GenerateContentRequest.${below(path, 'items')}: missing field.\n`);
  const counts = COUNTS.map((name) => [name, numberAt(given, name, path)] as const);
  return {
    ...Object.fromEntries(counts.filter(([, count]) => count !== undefined)),
    ...(type && { type }),
    ...(given['enum'] !== undefined && { enum: listOf(given['enum']) }),
    ...(given['format'] !== undefined && { format: textAt(given, 'format', path) }),
    ...(isMap(properties) && { properties: readProperties(properties, below(path, 'properties')) }),
    ...(items !== undefined && { items: readSchema(items, below(path, 'items')) }),
    ...(anyOf !== undefined && {
      anyOf: listOf(anyOf).map((one, at) => readSchema(one, `${path}.any_of[${at}]`)),
    }),
    required: listOf(given['required']),
  };
}

function readProperties(properties: JsonMap, path: string): JsonMap {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema], at) => [
      name,
      readSchema(schema, `${path}[${at}].value`),
    ]),
  );
}
