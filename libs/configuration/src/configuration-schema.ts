import type { JsonSchema, ProviderDefinition } from '@fairlead/plugin-sdk';
import { hoisted, optionsSchema } from '@fairlead/policy';
import { fileShape, hostKeys } from './syntax.js';

/** A text of an option may be a reference, whatever it has to look like once it is resolved. */
const REFERENCE: JsonSchema = { type: 'string', pattern: '^\\s*\\$\\{[^}]+\\}\\s*$' };

/**
 * `fairlead.yaml` as a JSON Schema, with the options of the provider types that are installed.
 *
 * @param types by the name that `type` gives them.
 */
export function configurationSchema(types: ReadonlyMap<string, ProviderDefinition>): JsonSchema {
  const { properties, $defs, ...root } = hoisted(fileShape.schema);
  const definitions = [...types].map(([type, { config }]) => [
    definitionOf(type),
    providerSchema(type, config),
  ]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Fairlead configuration',
    ...root,
    properties: {
      ...properties,
      providers: { ...properties?.['providers'], ...providersSchema([...types.keys()]) },
    },
    $defs: { ...$defs, ...(Object.fromEntries(definitions) as Record<string, JsonSchema>) },
  };
}

/** A provider whose name is a type has that type unless it says otherwise; any other must say. */
function providersSchema(types: readonly string[]): JsonSchema {
  const named = types.map(
    (type) => ({ $ref: `#/$defs/${definitionOf(type)}`, type: 'object', required: ['type'] }) as const,
  );
  const own = (type: string): JsonSchema => ({
    description: `A provider of type ${type}, unless it says otherwise.`,
    anyOf: [{ $ref: `#/$defs/${definitionOf(type)}` }, ...named.filter((_, index) => types[index] !== type)],
  });
  return {
    properties: Object.fromEntries(types.map((type) => [type, own(type)])),
    additionalProperties: { description: 'A provider that says its type.', anyOf: named },
  };
}

function providerSchema(type: string, config: ProviderDefinition['config']): JsonSchema {
  const { properties = {}, required } = optionsSchema(config);
  const options = Object.entries(properties).map(([key, schema]) => [key, orReference(schema)]);
  const host = hoisted(hostKeys.schema).properties;
  return {
    title: type,
    type: required ? 'object' : ['object', 'null'],
    properties: {
      ...host,
      type: { ...host?.['type'], const: type },
      ...(Object.fromEntries(options) as Record<string, JsonSchema>),
    },
    ...(required && { required }),
    additionalProperties: false,
  };
}

function orReference(schema: JsonSchema): JsonSchema {
  const { description, default: value, ...rest } = schema;
  if (!rest.pattern && !rest.enum) return schema;
  return {
    ...(description && { description }),
    ...(value !== undefined && { default: value }),
    anyOf: [rest, REFERENCE],
  };
}

function definitionOf(type: string): string {
  return `provider_${type}`;
}
