import { configOf, definePlugin, defineProvider } from '@fairlead/plugin-sdk';
import { SimulatedProvider } from './simulated-provider.js';
import { SERVED_DIALECTS } from './served-dialects.js';
import { SimulatorConfig } from './simulator-config.js';

/** Providers that run inside the gateway: no key, no network, no cost. */
export default definePlugin({
  name: 'simulator',
  providers: {
    simulator: defineProvider({
      config: configOf(SimulatorConfig),
      // Each one made says for itself which of these it speaks.
      speaks: [...new Set(Object.values(SERVED_DIALECTS).flat())],
      create: (config, { name }) => new SimulatedProvider(name, config),
    }),
  },
});
