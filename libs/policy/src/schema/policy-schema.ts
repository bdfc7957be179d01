import type { ConfigSpec, JsonSchema, StrategyDefinition } from '@fairlead/plugin-sdk';
import type { PolicyCatalog } from '../compile/catalog.js';
import { policy } from '../syntax/policy.js';
import { hoisted } from './hoisted.js';
import { optionsSchema } from './options-schema.js';

/**
 * The language as a JSON Schema, with the strategies that are installed and, where they are known, the providers that
 * are configured: what an editor completes, explains and underlines. The reader checks more than a schema can say.
 */
export function policySchema({ strategies, providers }: PolicyCatalog): JsonSchema {
  const { $defs, ...root } = hoisted(policy.schema);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Fairlead policy',
    ...root,
    $defs: {
      ...$defs,
      strategy: strategySchema(strategies),
      ...(providers && { target_name: { ...$defs?.['target_name'], pattern: targetOf(providers) } }),
    },
  };
}

function strategySchema(strategies: ReadonlyMap<string, StrategyDefinition>): JsonSchema {
  const forms = [...strategies].map(([type, { options }]) => ({ type, schema: typed(type, options) }));
  const bare = forms.filter(({ schema }) => schema.required?.length === 1).map(({ type }) => type);
  return { anyOf: [{ enum: bare }, ...forms.map(({ schema }) => schema)] };
}

function typed(type: string, spec: ConfigSpec<object>): JsonSchema {
  const { properties, required = [], ...rest } = optionsSchema(spec);
  const named = { type: { const: type, description: 'Name of the strategy.' }, ...properties };
  return { title: type, ...rest, properties: named, required: ['type', ...required] };
}

function targetOf(providers: readonly string[]): string {
  const names = providers.map((name) => name.replaceAll('.', '\\.'));
  return `^(?:${names.join('|')})/\\S+$`;
}
