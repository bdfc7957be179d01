import {
  contractOf,
  CONTRACT_VERSION,
  DIALECTS,
  RESERVED_PROVIDER_KEYS,
  type ConfigSpec,
  type DialectDefinition,
  type PluginManifest,
} from '@fairlead/plugin-sdk';

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
  const dialects = Object.entries(manifest.dialects ?? {});
  if (providers.length + strategies.length + dialects.length === 0)
    return wrong('it brings no provider, no strategy and no dialect');
  for (const [type, definition] of providers) {
    const fault =
      lacks(definition, 'config') ?? (speaks(definition) ? undefined : 'speaks (a list of dialect names)');
    if (fault !== undefined) return wrong(`provider "${type}" lacks ${fault}; make it with defineProvider()`);
    const taken = definition.config.keys.find((key) => RESERVED_PROVIDER_KEYS.includes(key));
    if (taken !== undefined)
      return wrong(
        `provider "${type}" has an option "${taken}", which the gateway reads itself; call it otherwise, with @Key()`,
      );
  }
  for (const [type, definition] of strategies) {
    const fault = lacks(definition, 'options');
    if (fault !== undefined) return wrong(`strategy "${type}" lacks ${fault}; make it with defineStrategy()`);
  }
  for (const [name, definition] of dialects) {
    if (Object.hasOwn(DIALECTS, name))
      return wrong(`dialect "${name}" is one of the gateway's own; call it otherwise`);
    const fault = lacksOfDialect(definition);
    if (fault !== undefined) return wrong(`dialect "${name}" lacks ${fault}; make it with defineDialect()`);
  }
  return { ok: true, manifest };
}

function lacksOfDialect(definition: unknown): string | undefined {
  const value = (definition ?? {}) as Partial<Record<keyof DialectDefinition, unknown>>;
  const missing = (['encodeRequest', 'decodeReply', 'openDecoder'] as const).find(
    (name) => typeof value[name] !== 'function',
  );
  if (missing !== undefined) return `${missing}()`;
  const { framing } = value;
  const known = framing === 'sse' || framing === 'ndjson' || typeof framing === 'function';
  return known ? undefined : 'framing ("sse", "ndjson" or a function)';
}

function speaks(definition: { readonly speaks?: unknown }): boolean {
  const names = definition.speaks;
  return Array.isArray(names) && names.every((name) => typeof name === 'string');
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
