import type { LoadedPlugin } from '../loading/loaded-plugin.js';
import type { PluginStatus } from './plugin-watch.js';

/** How a loaded plugin does, wherever it runs. */
export function pluginStatus({ worker, local }: Pick<LoadedPlugin, 'worker' | 'local'>): PluginStatus {
  return worker?.status ?? local?.status ?? { state: 'running' };
}
