import type { JsonSchema } from '@fairlead/plugin-sdk';
import type { Shape } from './shape.js';
import { written } from './written.js';

/** A field under its key of the file. */
export interface KeyedField {
  readonly key: string;
  readonly property: string;
  readonly shape: Shape<unknown>;
  readonly needed: boolean;
}

/** A map with these keys and no others. */
export function recordSchema(fields: readonly KeyedField[]): JsonSchema {
  const needed = fields.filter((field) => field.needed);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ key, shape }) => [key, shape.schema])),
    ...(needed.length > 0 && { required: needed.map(({ key }) => key) }),
    additionalProperties: false,
  };
}

/** What a record became, as the file would spell it. */
export function recordWritten(fields: readonly KeyedField[], value: object): unknown {
  const held = new Map(Object.entries(value));
  const present = fields.filter(({ property }) => held.get(property) !== undefined);
  return Object.fromEntries(
    present.map(({ key, property, shape }) => [key, written(shape, held.get(property))]),
  );
}
