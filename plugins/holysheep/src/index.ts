import { configOf, definePlugin, defineProvider, IsUrl, openaiWire, Secret } from '@fairlead/plugin-sdk';
import { HolysheepKey } from './holysheep-key.js';

class HolysheepConfig {
  @Secret({ prefixes: ['hs-', 'sk-'] }) @HolysheepKey() apiKey?: string;
  @IsUrl() baseUrl = 'https://api.holysheep.ai/v1';
}

/** HolySheep, a relay to many vendors' models. Its prices are in no public table: the configuration gives them. */
export default definePlugin({
  name: 'holysheep',
  providers: {
    holysheep: defineProvider({
      config: configOf(HolysheepConfig),
      speaks: ['openai-chat', 'openai-embeddings'],
      create: ({ baseUrl, apiKey }) => openaiWire({ baseUrl, apiKey }),
    }),
  },
});
