import { contractOf, CONTRACT_VERSION, type ConfigSpec, type PluginManifest } from '@fairlead/plugin-sdk';

type Verdict =
  { readonly ok: true; readonly manifest: PluginManifest } | { readonly ok: false; readonly message: string };

/** Whether what a module exports is a complete plugin for this host. */
export function checkManifest(exported: unknown): Verdict {
  const contract = contractOf(exported);
  if (contract === undefined) return wrong('its default export was not made with definePlugin()');
  if (contract !== CONTRACT_VERSION) {
    return wrong(
      `it was written for plugin contract ${contract}, this gateway has ${CONTRACT_VERSION}; update the older one`,
    );
  }
  const manifest = exported as PluginManifest;
  if (typeof manifest.name !== 'string' || !/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(manifest.name)) {
    return wrong('its name must be lower-case words joined by dashes');
  }
  const providers = Object.entries(manifest.providers ?? {});
  const strategies = Object.entries(manifest.strategies ?? {});
  if (providers.length + strategies.length === 0) return wrong('it brings neither a provider nor a strategy');
  for (const [type, definition] of providers) {
    const fault = lacks(definition, 'config') ?? (speaks(definition) ? undefined : 'speaks (dialect names)');
    if (fault !== undefined) return wrong(`provider "${type}" lacks ${fault}; make it with defineProvider()`);
  }
  for (const [type, definition] of strategies) {
    const fault = lacks(definition, 'options');
    if (fault !== undefined) return wrong(`strategy "${type}" lacks ${fault}; make it with defineStrategy()`);
  }
  return { ok: true, manifest };
}

function speaks(definition: { readonly speaks?: unknown }): boolean {
  const names = definition.speaks;
  return Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string');
}

/** Both kinds have a spec of their options and a `create`. */
function lacks(definition: unknown, spec: 'config' | 'options'): string | undefined {
  const value = definition as Record<string, Partial<ConfigSpec<object>> | undefined> | null | undefined;
  if (typeof value?.['create'] !== 'function') return 'create()';
  const { parse, keys, secrets } = value[spec] ?? {};
  const complete = typeof parse === 'function' && Array.isArray(keys) && Array.isArray(secrets);
  return complete ? undefined : `${spec} (configOf or noConfig)`;
}

function wrong(message: string): Verdict {
  return { ok: false, message };
}
