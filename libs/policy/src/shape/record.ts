import type { MapEntry, MapNode } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';
import { recordSchema, recordWritten } from './record-schema.js';
import { reportWrongType, type Shape, type ValueOf } from './shape.js';
import { suggest } from './words.js';

/** A key of a record: the shape of its value, and what its absence means. */
export interface Field<T, P extends Presence = Presence> extends Shape<T> {
  readonly presence: P;
  /** As the file spells it, where that is not the property's own name. */
  readonly key?: string;
}

/** `expected` is reported when absent, but the rest of the record is still used; `required` spoils the record. */
type Presence = 'optional' | 'expected' | 'required';

/** Without it the record is worth nothing. */
export function required<T>(shape: Shape<T>): Field<T, 'required'> {
  return { ...shape, presence: 'required' };
}

/** It must be there, but what stands beside it can be checked without it. */
export function expected<T>(shape: Shape<T>): Field<T, 'expected'> {
  return { ...shape, presence: 'expected' };
}

/** A field under a key of its own: `totalMs: keyed('total', duration)`. */
export function keyed<T>(key: string, shape: Shape<T>): Field<T, 'optional'>;
export function keyed<T, P extends Presence>(key: string, shape: Field<T, P>): Field<T, P>;
export function keyed<T>(key: string, shape: Shape<T> | Field<T>): Field<T> {
  return { presence: 'optional', ...shape, key };
}

type Fields = Readonly<Record<string, Shape<unknown> | Field<unknown>>>;
type RequiredKeys<F> = { [K in keyof F]: F[K] extends Field<unknown, 'required'> ? K : never }[keyof F];

/** What a record becomes: keys that are not there are absent, never undefined. */
export type RecordOf<F> = { readonly [K in RequiredKeys<F>]: ValueOf<F[K]> } & {
  readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: ValueOf<F[K]>;
};

export interface RecordOptions {
  /** Keys of the language that this version does not know, so that a reader of other pages gets a straight answer. */
  readonly later?: readonly string[];
}

/** A map with known keys; any other key is an error. */
export function record<F extends Fields>(fields: F, { later = [] }: RecordOptions = {}): Shape<RecordOf<F>> {
  const properties = new Map(
    Object.entries(fields).map(([property, field]) => [keyOf(field) ?? property, property]),
  );
  const known = [...properties.keys()];
  const keyedFields = [...properties].map(([key, property]) => {
    const shape = fields[property]!;
    return { key, property, shape, needed: presenceOf(shape) !== 'optional' };
  });
  return {
    expects: 'a map',
    schema: recordSchema(keyedFields),
    write: (value) => recordWritten(keyedFields, value),
    read(node, findings) {
      if (node.kind !== 'map') {
        reportWrongType(node, 'a map', findings, `keys: ${known.join(', ')}`);
        return undefined;
      }
      const values: Record<string, unknown> = {};
      for (const entry of node.entries) {
        const property = properties.get(entry.key.value);
        if (property === undefined) reportUnknownKey(entry, known, later, findings);
        const value = property && fields[property]?.read(entry.value, findings);
        if (property && value !== undefined) values[property] = value;
      }
      const missing = [...properties].filter(([, property]) => !Object.hasOwn(values, property));
      for (const [key, property] of missing) {
        if (presenceOf(fields[property]) !== 'optional') reportIfAbsent(node, key, findings);
      }
      const spoilt = missing.some(([, property]) => presenceOf(fields[property]) === 'required');
      return spoilt ? undefined : (values as RecordOf<F>);
    },
  };
}

/** Says that a key is not known here, with the best guess at what was meant. */
export function reportUnknownKey(
  { key }: MapEntry,
  known: readonly string[],
  later: readonly string[],
  findings: Findings,
): void {
  const hint = later.includes(key.value) ? 'not supported by this version' : suggest(key.value, known);
  findings.error(key.place, 'unknown-key', `unknown key "${key.value}"`, hint);
}

function reportIfAbsent(node: MapNode, key: string, findings: Findings): void {
  if (node.entries.some((entry) => entry.key.value === key)) return;
  findings.error(node.place, 'missing-key', `"${key}" is missing`);
}

function keyOf(field: Shape<unknown> | Field<unknown>): string | undefined {
  return 'key' in field ? field.key : undefined;
}

function presenceOf(field: Shape<unknown> | Field<unknown> | undefined): Presence {
  return field && 'presence' in field ? field.presence : 'optional';
}
