import type { JsonSchema } from '@fairlead/plugin-sdk';

/** The keys of a language, as its schema says, and those of them that documents use. */
export class LanguageKeys {
  /** `timeouts.total`: the definition that a key stands in, or the way to it from the top, then the key. */
  readonly all: ReadonlySet<string>;
  readonly used = new Set<string>();

  constructor(private readonly schema: JsonSchema) {
    const all = new Set<string>();
    this.#collect(schema, '', all, new Set());
    this.all = all;
  }

  /** @param document as plain data, without an error in it. */
  use(document: unknown): void {
    this.#visit(document, this.schema, '');
  }

  #collect(schema: JsonSchema, path: string, keys: Set<string>, seen: Set<string>): void {
    if (schema.$ref) {
      const { name, definition } = this.#follow(schema.$ref);
      if (!seen.has(name)) this.#collect(definition, name, keys, seen.add(name));
    }
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      keys.add(join(path, key));
      this.#collect(property, join(path, key), keys, seen);
    }
    for (const form of inside(schema)) this.#collect(form, path, keys, seen);
  }

  #visit(value: unknown, schema: JsonSchema, path: string): void {
    if (schema.$ref) {
      const { name, definition } = this.#follow(schema.$ref);
      this.#visit(value, definition, name);
    }
    for (const form of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) this.#visit(value, form, path);
    if (Array.isArray(value)) {
      for (const item of value) if (schema.items) this.#visit(item, schema.items, path);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, held] of Object.entries(value)) this.#visitEntry(key, held, schema, path);
    }
  }

  #visitEntry(key: string, held: unknown, schema: JsonSchema, path: string): void {
    const { additionalProperties: others, properties = {} } = schema;
    const property = properties[key];
    if (property) {
      this.used.add(join(path, key));
      this.#visit(held, property, join(path, key));
    } else if (typeof others === 'object') this.#visit(held, others, path);
  }

  #follow(ref: string): { name: string; definition: JsonSchema } {
    const name = ref.replace('#/$defs/', '');
    return { name, definition: this.schema.$defs?.[name] ?? {} };
  }
}

/** Forms of the value itself, of its items and of its values: they stand under the same path. */
function inside({ anyOf = [], oneOf = [], items, additionalProperties }: JsonSchema): JsonSchema[] {
  const values = typeof additionalProperties === 'object' ? [additionalProperties] : [];
  return [...anyOf, ...oneOf, ...(items ? [items] : []), ...values];
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
