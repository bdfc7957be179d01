import type { PluginManifest } from '@fairlead/plugin-sdk';
import type { PluginWorker } from '../isolation/plugin-worker.js';

export interface LoadedPlugin {
  readonly reference: string;
  /** Of one in a worker: what it said of itself; nothing of it can be called here. */
  readonly manifest: PluginManifest;
  readonly version: string | undefined;
  /** Where it runs, unless that is in this thread. */
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
