export { loadPlugins, type LoadedPlugin, type LoadOptions } from './loading/load-plugins.js';
export type { PluginProblem, PluginProblemCode } from './loading/plugin-problem.js';
export { createProvider, type ProviderSpec } from './provider/create-provider.js';
export type { ProbeResult } from './provider/probe.js';
export { ProviderInstance } from './provider/provider-instance.js';
export { HttpTransport } from './transport/http-transport.js';
