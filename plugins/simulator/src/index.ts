import { configOf, definePlugin, defineProvider } from '@fairlead/plugin-sdk';
import { SimulatedProvider } from './simulated-provider.js';
import { SimulatorConfig } from './simulator-config.js';

/** Providers that run inside the gateway: no key, no network, no cost. */
export default definePlugin({
  name: 'simulator',
  providers: {
    simulator: defineProvider({
      config: configOf(SimulatorConfig),
      speaks: ['openai-chat', 'openai-embeddings'],
      create: (config, { name }) => new SimulatedProvider(name, config),
    }),
  },
});
