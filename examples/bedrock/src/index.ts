import { configOf, definePlugin, defineProvider } from '@fairlead/plugin-sdk';
import { BedrockConfig } from './bedrock-config.js';
import { converse, converseUrl } from './converse.js';

export default definePlugin({
  name: 'bedrock',
  providers: {
    bedrock: defineProvider({
      config: configOf(BedrockConfig),
      // Nothing but what `exchange` says.
      speaks: [],
      priceTable: 'aws',
      create: (config) => ({
        address: (_operation, model, { stream }) => converseUrl(config, model, stream),
        exchange: (conversation, call) => converse(config, conversation, call),
      }),
    }),
  },
});
