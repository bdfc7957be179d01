export {
  loadPlugins,
  type LoadedPlugin,
  type LoadOptions,
  type PluginRequest,
} from './loading/load-plugins.js';
export type { PluginProblem, PluginProblemCode } from './loading/plugin-problem.js';
export { createProvider, type ProviderSpec } from './provider/create-provider.js';
export type { ProbeResult } from './provider/probe.js';
export type { ListedModels } from './provider/listed-models.js';
export type { OddKey } from './provider/odd-key.js';
export type { ConfiguredProvider } from './provider/configured-provider.js';
export { ProviderInstance } from './provider/provider-instance.js';
export { unwatched, type PluginStatus, type PluginWatch } from './watch/plugin-watch.js';
export { systemClock } from './system-clock.js';
export { HttpTransport } from './transport/http-transport.js';
