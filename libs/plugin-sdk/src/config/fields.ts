import type { JsonSchema } from './json-schema.js';

/**
 * What a field's YAML form needs besides class-validator's checks: its key and how its text becomes a value.
 * Kept on the class itself, so that a plugin with its own copy of the SDK is read by that copy.
 */
export interface FieldTraits {
  readonly key: string;
  readonly secret?: boolean;
  /** A secret the provider can do without: unset, it is not reported. */
  readonly optional?: boolean;
  /** What this secret usually begins with. */
  readonly prefixes?: readonly string[];
  readonly read?: (raw: unknown) => unknown;
  /** A number that is text in YAML, as that text. */
  readonly write?: (value: number) => string;
  /** What the checks do not tell: the text of an editor, the pattern of a text. */
  readonly schema?: JsonSchema;
}

const FIELDS = Symbol.for('fairlead.config.fields');

type WithFields = { [FIELDS]?: Map<string, FieldTraits> };

/** Traits of a class's own and inherited fields, by property name. */
export function fieldsOf(prototype: object): ReadonlyMap<string, FieldTraits> {
  return (prototype as WithFields)[FIELDS] ?? new Map();
}

export function addField(prototype: object, property: string, traits: Partial<FieldTraits>): void {
  const holder = prototype as WithFields;
  if (!Object.hasOwn(holder, FIELDS)) {
    Object.defineProperty(holder, FIELDS, { value: new Map(holder[FIELDS] ?? []) });
  }
  const fields = holder[FIELDS]!;
  const before = fields.get(property);
  const schema = { ...before?.schema, ...traits.schema };
  fields.set(property, { key: yamlKey(property), ...before, ...traits, schema });
}

/** `baseUrl` is `base_url` in YAML; a unit in the name is not repeated there: `forgetAfterMs` is `forget_after`. */
export function yamlKey(property: string): string {
  return property.replace(/Ms$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
