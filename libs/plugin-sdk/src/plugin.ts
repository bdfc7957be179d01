import type { DialectDefinition } from './dialect.js';
import type { ProviderDefinition } from './provider.js';
import type { StrategyDefinition } from './strategy.js';

/** Bumped when a plugin built against the old number could misbehave on the new host. */
export const CONTRACT_VERSION = 1;

/** `Symbol.for`: two copies of the SDK in one process stamp and read the same key. */
const CONTRACT = Symbol.for('fairlead.plugin.contract');

/** What a plugin brings. */
export interface PluginManifest {
  /** Lower-case words joined by dashes; what logs and problems call the plugin. */
  readonly name: string;
  readonly providers?: Readonly<Record<string, ProviderDefinition>>;
  readonly strategies?: Readonly<Record<string, StrategyDefinition>>;
  /** Wire protocols, by the name that providers speak them under. */
  readonly dialects?: Readonly<Record<string, DialectDefinition>>;
}

/** A manifest with the contract stamped on it: what a plugin exports by default. */
export type FairleadPlugin = PluginManifest & { readonly [CONTRACT]: number };

/** Stamps a manifest with the contract it was written for. Export the result as the module's default. */
export function definePlugin(manifest: PluginManifest): FairleadPlugin {
  return Object.freeze({ ...manifest, [CONTRACT]: CONTRACT_VERSION });
}

/** The contract a value was stamped with; undefined when it is no plugin. */
export function contractOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const contract = (value as { [CONTRACT]?: unknown })[CONTRACT];
  return typeof contract === 'number' ? contract : undefined;
}
