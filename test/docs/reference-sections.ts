import type { JsonSchema } from '@fairlead/plugin-sdk';
import { definitionName } from './reference-types.js';

export type Definitions = Readonly<Record<string, JsonSchema>>;

/** A map with keys of its own, which the page gives a heading. */
export interface Section {
  readonly title: string;
  readonly schema: JsonSchema;
  readonly isStrategy: boolean;
}

/** Every such map below the root, in the order in which a reader meets them. Maps right under a key stay in its table. */
export function sectionsOf(root: JsonSchema, definitions: Definitions): Section[] {
  const sections: Section[] = [{ title: 'A policy', schema: root, isStrategy: false }];
  for (const { schema } of sections) {
    for (const found of keysBelow(schema).flatMap(([key, value]) => mapsIn(value, key, definitions))) {
      if (sections.some((known) => known.schema === found.schema)) continue;
      sections.push(found);
    }
  }
  return sections;
}

function keysBelow({ properties = {} }: JsonSchema): [string, JsonSchema][] {
  return Object.entries(properties).flatMap(([key, schema]): [string, JsonSchema][] =>
    schema.properties ? keysBelow(schema) : [[key, schema]],
  );
}

function mapsIn(schema: JsonSchema, name: string, definitions: Definitions): Section[] {
  if (schema.$ref) {
    const definition = definitionName(schema);
    return mapsIn(definitions[definition] ?? {}, definition, definitions);
  }
  if (schema.properties) {
    const isStrategy = name === 'strategy';
    return [{ title: isStrategy ? schema.title! : titleOf(name), schema, isStrategy }];
  }
  const { anyOf = [], oneOf = [], items, additionalProperties: values } = schema;
  const inside = [
    ...anyOf,
    ...oneOf,
    ...(items ? [items] : []),
    ...(typeof values === 'object' ? [values] : []),
  ];
  return inside.flatMap((part) => mapsIn(part, name, definitions));
}

/** Entries of `routes` are a route each; `timeouts` are always many. */
function titleOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  const one = ['timeouts', 'prices', 'limits'].includes(words) ? words : words.replace(/s$/, '');
  return one.charAt(0).toUpperCase() + one.slice(1);
}
