import type { Clock, DialectDefinition, ProviderDefinition } from '@fairlead/plugin-sdk';
import { reportConfigProblems, suggest } from '@fairlead/policy';
import {
  createProvider,
  type ConfiguredProvider,
  type HttpTransport,
  type LoadedPlugin,
} from '@fairlead/plugin-host';
import type { ProviderSettings, Settings } from './settings.js';

interface ProviderKind {
  readonly definition: ProviderDefinition;
  readonly plugin: LoadedPlugin;
}

/** Makes every configured provider; what its plugin has to say about the options goes to their lines. */
export async function createProviders(
  { providers, findings }: Settings,
  plugins: readonly LoadedPlugin[],
  transport: HttpTransport,
  clock: Clock,
): Promise<Map<string, ConfiguredProvider>> {
  const instances = new Map<string, ConfiguredProvider>();
  const types = typesOf(plugins);
  const dialects = dialectsOf(plugins);
  for (const provider of providers) {
    const kind = types.get(provider.type);
    if (kind === undefined) {
      const message = `no loaded plugin has a provider of type "${provider.type}"`;
      findings.error(provider.typePlace, 'unknown-provider-type', message, typeHint(provider, types));
      continue;
    }
    const { definition, plugin } = kind;
    const { worker, local } = plugin;
    const spec = {
      name: provider.name,
      config: provider.optionValues,
      models: Object.fromEntries(provider.models),
      egress: { ca: provider.ca, allowLinkLocal: provider.allowLinkLocal },
    };
    const { instance, problems } =
      worker === undefined
        ? createProvider({ ...spec, definition, dialects, plugin: local, transport, clock })
        : await worker.create({ ...spec, type: provider.type }, transport);
    reportConfigProblems(problems, provider.options, definition.config, findings);
    if (instance === undefined) continue;
    for (const key of instance.unset) {
      const message = `${provider.name}.${key} is unset; ${provider.name} is skipped until it has a value`;
      findings.warning(provider.place, 'secret-unset', message);
    }
    instances.set(provider.name, instance);
  }
  for (const { worker } of plugins) worker?.stopIfIdle();
  return instances;
}

/** Every provider type with its plugin. */
function typesOf(plugins: readonly LoadedPlugin[]): ReadonlyMap<string, ProviderKind> {
  return new Map(
    plugins.flatMap((plugin) =>
      Object.entries(plugin.manifest.providers ?? {}).map(([type, definition]) => [
        type,
        { definition, plugin },
      ]),
    ),
  );
}

/** One that runs in a worker stays there, and serves its own plugin's providers alone. */
function dialectsOf(plugins: readonly LoadedPlugin[]): Map<string, DialectDefinition> {
  const here = plugins.filter(({ worker }) => worker === undefined);
  return new Map(here.flatMap(({ manifest }) => Object.entries(manifest.dialects ?? {})));
}

function typeHint({ type, name }: ProviderSettings, types: ReadonlyMap<string, unknown>): string {
  if (types.size === 0) return 'list the plugin that has it under "plugins"';
  return type === name ? `set "type", ${suggest(type, [...types.keys()])}` : suggest(type, [...types.keys()]);
}
