import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { configurationSchema } from '@fairlead/configuration';
import type { JsonSchema, PluginManifest, ProviderDefinition } from '@fairlead/plugin-sdk';
import { policySchema } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';

const PLUGINS = resolve(import.meta.dirname, '../../plugins');

/** The schemas of both files, with every strategy and provider that comes with the gateway. */
export async function builtInSchemas(): Promise<{ policy: JsonSchema; configuration: JsonSchema }> {
  const names = readdirSync(PLUGINS).sort();
  const manifests = await Promise.all(
    names.map(async (name) => {
      const module = (await import(`@fairlead/plugin-${name}`)) as { default: PluginManifest };
      return module.default;
    }),
  );
  const types = manifests.flatMap(({ providers }) => Object.entries(providers ?? {}));
  return {
    policy: policySchema({ strategies: strategiesByName() }),
    configuration: configurationSchema(new Map<string, ProviderDefinition>(types)),
  };
}
