import type { Clock, ProviderDefinition } from '@fairlead/plugin-sdk';
import { reportConfigProblems, suggest } from '@fairlead/policy';
import { createProvider, type HttpTransport, type ProviderInstance } from '@fairlead/plugin-host';
import type { ProviderSettings, Settings } from './settings.js';

/** Makes every configured provider; what its plugin has to say about the options goes to their lines. */
export function createProviders(
  { providers, findings }: Settings,
  types: ReadonlyMap<string, ProviderDefinition>,
  transport: HttpTransport,
  clock: Clock,
): Map<string, ProviderInstance> {
  const instances = new Map<string, ProviderInstance>();
  for (const provider of providers) {
    const definition = types.get(provider.type);
    if (definition === undefined) {
      const message = `no loaded plugin has a provider of type "${provider.type}"`;
      findings.error(provider.typePlace, 'unknown-provider-type', message, typeHint(provider, types));
      continue;
    }
    const { instance, problems } = createProvider({
      name: provider.name,
      definition,
      config: provider.optionValues,
      models: Object.fromEntries(provider.models),
      egress: { ca: provider.ca, allowLinkLocal: provider.allowLinkLocal },
      transport,
      clock,
    });
    reportConfigProblems(problems, provider.options, definition.config, findings);
    if (instance === undefined) continue;
    for (const key of instance.unset) {
      const message = `${provider.name}.${key} is unset; ${provider.name} is skipped until it has a value`;
      findings.warning(provider.place, 'secret-unset', message);
    }
    instances.set(provider.name, instance);
  }
  return instances;
}

function typeHint({ type, name }: ProviderSettings, types: ReadonlyMap<string, unknown>): string {
  if (types.size === 0) return 'list the plugin that has it under "plugins"';
  return type === name ? `set "type", ${suggest(type, [...types.keys()])}` : suggest(type, [...types.keys()]);
}
