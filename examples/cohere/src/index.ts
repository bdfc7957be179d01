import { configOf, definePlugin, defineProvider } from '@fairlead/plugin-sdk';
import { CohereConfig } from './cohere-config.js';
import { cohereV2 } from './cohere-v2.js';
import { faultClassOf } from './fault-class.js';

/** By dialect: its own, two that it shares with others. */
const PATHS: Readonly<Record<string, string>> = {
  'cohere-v2': '/v2/chat',
  rerank: '/v2/rerank',
  'openai-embeddings': '/compatibility/v1/embeddings',
};

export default definePlugin({
  name: 'cohere',
  dialects: { 'cohere-v2': cohereV2 },
  providers: {
    cohere: defineProvider({
      config: configOf(CohereConfig),
      speaks: ['cohere-v2', 'rerank', 'openai-embeddings'],
      priceTable: 'cohere',
      create: ({ apiKey, baseUrl }) => ({
        address: (_operation, _model, { dialect }) => `${baseUrl}${PATHS[dialect]}`,
        authorize: (headers) => {
          headers['authorization'] = `Bearer ${apiKey}`;
        },
        probe: { method: 'GET', url: `${baseUrl}/v1/models` },
        fault: faultClassOf,
      }),
    }),
  },
});
