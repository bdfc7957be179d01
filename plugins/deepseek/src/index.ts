import { configOf, definePlugin, defineProvider, IsUrl, openaiWire, Secret } from '@fairlead/plugin-sdk';

import { deepseekFault, deepseekPatch } from './quirks.js';

class DeepseekConfig {
  @Secret({ prefixes: ['sk-'] }) apiKey?: string;
  @IsUrl() baseUrl = 'https://api.deepseek.com/v1';
}

/** DeepSeek: chat completions in OpenAI's form; it serves no embeddings. */
export default definePlugin({
  name: 'deepseek',
  providers: {
    deepseek: defineProvider({
      config: configOf(DeepseekConfig),
      speaks: ['openai-chat'],
      priceTable: 'deepseek',
      create: ({ baseUrl, apiKey }) => ({
        ...openaiWire({ baseUrl, apiKey }),
        patch: deepseekPatch,
        fault: deepseekFault,
      }),
    }),
  },
});
