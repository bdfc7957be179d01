import type { JsonSchema } from '@fairlead/plugin-sdk';
import { namedType } from './named-types.js';

/** A schema with its root, so that references can be followed. */
export interface Reading {
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  /** Link to the section of a map with keys of its own; undefined: it has none. */
  linkTo(schema: JsonSchema): string | undefined;
}

/** What a value is, in a few words. */
export function typeOf(schema: JsonSchema, reading: Reading): string {
  const named = namedType(schema);
  if (named) return named.type;
  const linked = reading.linkTo(schema);
  if (linked !== undefined) return linked;
  if (schema.$ref) return typeOf(reading.definitions[definitionName(schema)]!, reading);
  const { anyOf = [], oneOf = [], properties, items } = schema;
  const forms = properties ? [] : [...anyOf, ...oneOf];
  if (forms.length > 0) return formsType(forms, reading);
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return schema.enum.map(code).join(', ');
  if (schema.type === 'array') return items ? `list of ${typeOf(items, reading)}` : 'list';
  return schema.type === 'object' ? mapType(schema, reading) : scalarType(schema);
}

function formsType(forms: readonly JsonSchema[], reading: Reading): string {
  const types = [...new Set(forms.map((form) => typeOf(form, reading)))];
  const [one, many] = types;
  return types.length === 2 && many === `list of ${one}` ? `${one}, or a list` : types.join(' or ');
}

function mapType({ additionalProperties: values, propertyNames }: JsonSchema, reading: Reading): string {
  if (typeof values !== 'object') return 'map';
  return `map: ${propertyNames ? typeOf(propertyNames, reading) : 'text'} → ${typeOf(values, reading)}`;
}

function scalarType({ type, minimum, exclusiveMinimum, maximum, pattern }: JsonSchema): string {
  if (type === 'boolean') return '`true`, `false`';
  if (type === 'string') return pattern?.startsWith('^[A-Za-z0-9]') ? 'name' : 'text';
  const bounds = [
    minimum !== undefined && `≥ ${minimum}`,
    exclusiveMinimum !== undefined && `> ${exclusiveMinimum}`,
    maximum !== undefined && `≤ ${maximum}`,
  ];
  const kind = type === 'integer' ? 'whole number' : 'number';
  return [kind, bounds.filter(Boolean).join(', ')].join(' ').trimEnd();
}

/** The unit that a value is written with, or that its key names. */
export function unitOf(key: string, schema: JsonSchema): string | undefined {
  const units = leavesOf(schema).flatMap((leaf) => namedType(leaf)?.unit ?? []);
  if (units[0]) return units[0];
  if (key.endsWith('_usd_per_mtok')) return 'US dollars per million tokens';
  if (key.endsWith('_usd')) return 'US dollars';
  return key.endsWith('_tokens') ? 'tokens' : undefined;
}

/** A value that could stand there. */
export function exampleOf(schema: JsonSchema): unknown {
  const said = schema.examples?.[0] ?? schema.default;
  if (said !== undefined) return said;
  const leaf = leavesOf(schema).at(-1)!;
  const named = namedType(leaf);
  if (named) return named.example;
  if (leaf.type === 'array') return leaf.items && listed(exampleOf(leaf.items));
  if (leaf.enum || leaf.const !== undefined) return leaf.const ?? leaf.enum?.[0];
  if (leaf.type === 'boolean') return true;
  return leaf.type === 'integer' || leaf.type === 'number' ? leaf.minimum || 1 : undefined;
}

function listed(example: unknown): readonly unknown[] | undefined {
  return example === undefined ? undefined : [example];
}

function leavesOf(schema: JsonSchema): readonly JsonSchema[] {
  const { anyOf = [] } = schema;
  return anyOf.length > 0 && !schema.$ref ? anyOf.flatMap(leavesOf) : [schema];
}

export function definitionName({ $ref = '' }: JsonSchema): string {
  return $ref.replace('#/$defs/', '');
}

export function code(value: unknown): string {
  return `\`${flow(value)}\``;
}

/** As YAML writes it on one line. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, held]) => `${key}: ${flow(held)}`);
  return entries.length > 0 ? `{ ${entries.join(', ')} }` : '{}';
}
