import type { PluginManifest } from '@fairlead/plugin-sdk';
import type { LocalPlugin } from '../watch/local-plugin.js';
import type { PluginWorker } from '../isolation/plugin-worker.js';

export interface LoadedPlugin {
  readonly reference: string;
  /** Of one in a worker: what it said of itself; nothing of it can be called here. */
  readonly manifest: PluginManifest;
  readonly version: string | undefined;
  /** It runs in this thread. */
  readonly local?: LocalPlugin;
  /** It runs in a worker. */
  readonly worker?: PluginWorker;
}

/** What to load, and how it is to run. */
export interface PluginRequest {
  /** The package or path as the configuration names it. */
  readonly reference: string;
  /** Default: `none`. */
  readonly isolation?: 'none' | 'worker';
  /** What its worker may hold. */
  readonly memoryBytes?: number;
  readonly loadTimeoutMs?: number;
}
