import { CONTRACT_VERSION } from '@fairlead/plugin-sdk';
import { pluginStatus } from '../watch/plugin-status.js';
import type { PluginStatus } from '../watch/plugin-watch.js';
import type { LoadedPlugin } from './loaded-plugin.js';
import type { PluginProblem } from './plugin-problem.js';
import { pluginFile } from './resolve-plugin.js';

/** One plugin that a configuration names, for people and tools. Holds nothing secret. */
export interface PluginSummary {
  /** As the configuration names it. */
  readonly reference: string;
  /** Undefined where it could not be loaded. */
  readonly name?: string;
  /** Of its package. */
  readonly version?: string;
  /** The contract it was written for. */
  readonly contract?: number;
  /** The file that was loaded. */
  readonly source?: string;
  readonly isolation: 'none' | 'worker';
  readonly providers: readonly string[];
  readonly strategies: readonly string[];
  readonly dialects: readonly string[];
  /** `failed`: it could not be loaded, for `reason`. */
  readonly status: PluginStatus['state'] | 'failed';
  readonly reason?: string;
  /** How often its worker was started again. */
  readonly restarts?: number;
}

/** @param folder of the configuration */
export function summaryOf(plugin: LoadedPlugin, folder: string): PluginSummary {
  const { reference, manifest, version, worker } = plugin;
  const { state, reason, restarts } = pluginStatus(plugin);
  const source = pluginFile(reference, folder);
  return {
    reference,
    name: manifest.name,
    ...(version !== undefined && { version }),
    // Another one is not loaded.
    contract: CONTRACT_VERSION,
    ...(source !== undefined && { source }),
    isolation: worker === undefined ? 'none' : 'worker',
    providers: Object.keys(manifest.providers ?? {}),
    strategies: Object.keys(manifest.strategies ?? {}),
    dialects: Object.keys(manifest.dialects ?? {}),
    status: state,
    ...(reason !== undefined && { reason }),
    ...(restarts !== undefined && { restarts }),
  };
}

/** One that could not be loaded. */
export function failedSummary(
  { reference, code, message }: PluginProblem,
  isolation: PluginSummary['isolation'],
  folder: string,
): PluginSummary {
  const source = pluginFile(reference, folder);
  return {
    reference,
    ...(source !== undefined && { source }),
    isolation,
    providers: [],
    strategies: [],
    dialects: [],
    status: 'failed',
    reason: `${code}: ${message}`,
  };
}
