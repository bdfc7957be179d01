import type { ProviderDefinition } from '@fairlead/plugin-sdk';
import type { LoadedPlugin } from '../loading/loaded-plugin.js';
import type { DescribedProvider, PluginDescription } from './protocol.js';

/** What the main thread must know of a plugin whose code it never runs. */
export function describePlugin({ manifest, version }: LoadedPlugin): PluginDescription {
  const providers = Object.entries(manifest.providers ?? {});
  return {
    name: manifest.name,
    version,
    providers: Object.fromEntries(providers.map(([type, definition]) => [type, describe(definition)])),
    strategies: Object.keys(manifest.strategies ?? {}),
    dialects: Object.keys(manifest.dialects ?? {}),
  };
}

function describe({ speaks, priceTable, config }: ProviderDefinition): DescribedProvider {
  const { keys, secrets, secretPrefixes, schema } = config;
  return plain({ speaks, priceTable, keys, secrets, secretPrefixes, schema });
}

/** Only data crosses, whatever else a plugin in plain JavaScript has put there. */
export function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
