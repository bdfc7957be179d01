import type { JsonSchema } from '@fairlead/plugin-sdk';
import type { Shape } from './shape.js';
import { written } from './written.js';

export interface AboutOptions {
  /** What counts where the key is absent, as the file would spell it. */
  readonly default?: unknown;
  readonly example?: unknown;
}

/**
 * Says what a key is for: the text that editors show and the reference page prints. The defaults of a record whose
 * values stand in the code come by {@link withDefaults} instead.
 */
export function about<S extends Shape<unknown>>(text: string, shape: S, options: AboutOptions = {}): S {
  const { default: value, example } = options;
  return extended(shape, {
    description: text,
    ...(value !== undefined && { default: value }),
    ...(example !== undefined && { examples: [example] }),
  });
}

/** A shape with further words of JSON Schema: a rule between keys that `read` checks too. */
export function extended<S extends Shape<unknown>>(shape: S, schema: JsonSchema): S {
  return { ...shape, schema: { ...shape.schema, ...schema } };
}

/** A shape whose texts have this pattern. */
export function matching<S extends Shape<unknown>>(pattern: RegExp, shape: S): S {
  return extended(shape, { pattern: pattern.source });
}

/** A shape that the schema spells out once, under `#/$defs/<name>`: for what stands in many places. */
export function defined<S extends Shape<unknown>>(name: string, shape: S): S {
  return { ...shape, schema: { $ref: `#/$defs/${name}`, $defs: { [name]: shape.schema } } };
}

type Values<T> = Readonly<Partial<Record<keyof T, unknown>>>;

/** A record whose absent keys, and which itself where it is absent, stand for `values`. */
export function withDefaults<T extends object>(values: Values<T>, shape: Shape<T>): Shape<T> {
  return extended(withKeyDefaults(values, shape), { default: written(shape, values as T) });
}

/** A record whose absent keys stand for the parts of `values`; where it is absent itself there is nothing of it. */
export function withKeyDefaults<T extends object>(values: Values<T>, shape: Shape<T>): Shape<T> {
  return { ...shape, schema: defaulted(shape.schema, written(shape, values as T)) };
}

function defaulted(schema: JsonSchema, value: unknown): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([key, property]) => {
    const own = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
    return [key, own === undefined ? property : { ...defaulted(property, own), default: own }];
  });
  return schema.properties ? { ...schema, properties: Object.fromEntries(properties) as never } : schema;
}
