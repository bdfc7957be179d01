import { getMetadataStorage, validateSync } from 'class-validator';
import type { FieldTraits } from './fields.js';
import type { JsonSchema } from './json-schema.js';

/** The words of JSON Schema that a check of class-validator stands for; a check that is not here says nothing. */
const WORDS: Readonly<Record<string, (constraint: never) => JsonSchema>> = {
  isArray: () => ({ type: 'array' }),
  isBoolean: () => ({ type: 'boolean' }),
  isIn: (words: readonly unknown[]) => ({ enum: words }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isObject: () => ({ type: 'object' }),
  isPositive: () => ({ type: 'number', exclusiveMinimum: 0 }),
  isString: () => ({ type: 'string' }),
  matches: (pattern: RegExp) => ({ type: 'string', pattern: pattern.source }),
  max: (maximum: number) => ({ maximum }),
  min: (minimum: number) => ({ minimum }),
  minLength: (minLength: number) => ({ minLength }),
};

type Fields = ReadonlyMap<string, FieldTraits>;

/** The options of a class as a schema: what its decorators check, and its initial values as defaults. */
export function schemaOf(Class: new () => object, fields: Fields): JsonSchema {
  const fresh = new Class();
  const missing = validateSync(fresh, { forbidUnknownValues: true }).map(({ property }) => property);
  const needed = [...fields].filter(([property]) => missing.includes(property));
  return {
    type: 'object',
    properties: Object.fromEntries(
      [...fields].map(([property, traits]) => {
        const value: unknown = Reflect.get(fresh, property);
        return [traits.key, { ...fieldSchema(Class, property, traits), ...spelled(value, traits) }];
      }),
    ),
    ...(needed.length > 0 && { required: needed.map(([, { key }]) => key) }),
    additionalProperties: false,
  };
}

function fieldSchema(Class: new () => object, property: string, { schema, write }: FieldTraits): JsonSchema {
  // A quantity is text in the file: what is checked is the number it became.
  if (write) return schema ?? {};
  const checks = getMetadataStorage()
    .getTargetValidationMetadatas(Class, '', false, false)
    .filter((check) => check.propertyName === property);
  const words = (each: boolean): JsonSchema =>
    Object.assign(
      {},
      ...checks
        .filter((check) => !!check.each === each)
        .map(({ name = '', constraints }) => WORDS[name]?.(constraints?.[0] as never)),
    ) as JsonSchema;
  const items = words(true);
  return { ...words(false), ...(Object.keys(items).length > 0 && { type: 'array', items }), ...schema };
}

function spelled(value: unknown, { write }: FieldTraits): JsonSchema {
  return value === undefined ? {} : { default: write ? write(value as number) : value };
}
