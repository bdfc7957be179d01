import type { JsonSchema } from '@fairlead/plugin-sdk';
import { mapped } from './sourced-edits.js';
import { sourcedValue, type Sourced, type SourcedMap } from './sourced.js';

/** Dictionaries of targets that take what they leave out from the targets they replace. */
const AS_WRITTEN: readonly string[] = ['replace'];

type Definitions = NonNullable<JsonSchema['$defs']>;

/** Writes every default of the schema where the value says nothing, and lists where one value stands for a list. */
export function filledIn(node: Sourced, schema: JsonSchema, definitions: Definitions): Sourced {
  const forms = formsOf(schema, definitions);
  if (node.kind === 'map') {
    const form = forms.find((candidate) => isFormOf(candidate, node));
    return form ? filledMap(node, form, definitions) : node;
  }
  const many = forms.find(({ items }) => items);
  if (!many?.items) return node;
  const { items } = many;
  const [item] = formsOf(items, definitions);
  if (node.kind === 'list') return mapped(node, (item) => filledIn(item, items, definitions));
  const standsForList = forms.some((form) => JSON.stringify(form) === JSON.stringify(item));
  return standsForList ? { kind: 'list', source: node.source, items: [node] } : node;
}

function filledMap(node: SourcedMap, form: JsonSchema, definitions: Definitions): Sourced {
  const { properties = {}, additionalProperties: others } = form;
  const fill = (key: string, value: Sourced, schema: JsonSchema | undefined): [string, Sourced] => [
    key,
    schema && !AS_WRITTEN.includes(key) ? filledIn(value, schema, definitions) : value,
  ];
  const known = Object.entries(properties).flatMap(([key, schema]): [string, Sourced][] => {
    const value = node.entries.get(key) ?? defaultOf(schema, definitions);
    return value ? [fill(key, value, schema)] : [];
  });
  const rest = [...node.entries].filter(([key]) => !Object.hasOwn(properties, key));
  const free = rest.map(([key, value]) => fill(key, value, typeof others === 'object' ? others : undefined));
  return { ...node, entries: new Map([...known, ...free]) };
}

function defaultOf(schema: JsonSchema, definitions: Definitions): Sourced | undefined {
  const value = schema.default ?? resolved(schema, definitions).default;
  return value === undefined ? undefined : sourcedValue(value, 'built-in');
}

/** The forms that a value may take, references followed. */
function formsOf(schema: JsonSchema, definitions: Definitions): JsonSchema[] {
  const { anyOf, oneOf, ...rest } = resolved(schema, definitions);
  // A `oneOf` beside properties is a rule between keys, not a choice of forms.
  const forms = rest.properties ? [] : [...(anyOf ?? []), ...(oneOf ?? [])];
  return forms.length > 0 ? forms.flatMap((form) => formsOf(form, definitions)) : [rest];
}

/** A map's form; where several differ in the word of one key, the one with the map's own word. */
function isFormOf({ type, properties = {} }: JsonSchema, map: SourcedMap): boolean {
  return (
    type === 'object' &&
    Object.entries(properties).every(([key, { const: fixed }]) => {
      const own = map.entries.get(key);
      return fixed === undefined || (own?.kind === 'scalar' && own.value === fixed);
    })
  );
}

function resolved(schema: JsonSchema, definitions: Definitions): JsonSchema {
  const { $ref, ...rest } = schema;
  return $ref
    ? { ...resolved(definitions[$ref.replace('#/$defs/', '')] ?? {}, definitions), ...rest }
    : schema;
}
