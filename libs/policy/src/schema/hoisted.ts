import type { JsonSchema } from '@fairlead/plugin-sdk';

type Definitions = Map<string, JsonSchema>;

/** The same schema with every definition at its root, where the references look for them. */
export function hoisted(schema: JsonSchema): JsonSchema {
  const definitions: Definitions = new Map();
  const root = without(schema, definitions);
  const sorted = [...definitions].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...root, $defs: Object.fromEntries(sorted) };
}

function without({ $defs = {}, ...schema }: JsonSchema, definitions: Definitions): JsonSchema {
  for (const [name, definition] of Object.entries($defs)) {
    if (definitions.has(name)) continue;
    // Before its parts are looked at: they may refer to it.
    definitions.set(name, definition);
    definitions.set(name, without(definition, definitions));
  }
  return Object.fromEntries(
    Object.entries(schema).map(([word, value]) => [word, inside(word, value, definitions)]),
  );
}

function inside(word: string, value: unknown, definitions: Definitions): unknown {
  switch (word) {
    case 'properties': {
      const properties = Object.entries(value as Record<string, JsonSchema>);
      return Object.fromEntries(properties.map(([key, schema]) => [key, without(schema, definitions)]));
    }
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return (value as JsonSchema[]).map((schema) => without(schema, definitions));
    case 'items':
    case 'propertyNames':
    case 'additionalProperties':
    case 'not':
      return typeof value === 'object' ? without(value as JsonSchema, definitions) : value;
    default:
      return value;
  }
}
