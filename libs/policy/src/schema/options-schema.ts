import type { ConfigSpec, JsonSchema } from '@fairlead/plugin-sdk';

/** The options of a plugin as a schema: its own, or any value for each key that it takes. */
export function optionsSchema({ schema, keys }: Pick<ConfigSpec<object>, 'schema' | 'keys'>): JsonSchema {
  if (schema) return schema;
  const properties = Object.fromEntries(keys.map((key) => [key, { description: 'See the plugin.' }]));
  return { type: 'object', properties, additionalProperties: false };
}
