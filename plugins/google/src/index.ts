import {
  About,
  configOf,
  definePlugin,
  defineProvider,
  IsUrl,
  Matches,
  Secret,
  type AddressedCall,
} from '@fairlead/plugin-sdk';

class GoogleConfig {
  @Secret({ prefixes: ['AIza', 'AQ.'] }) apiKey?: string;
  @IsUrl() baseUrl = 'https://generativelanguage.googleapis.com';
  @About('Version of the API.')
  @Matches(/^v\d[a-z0-9]*$/, { message: '$property must be a version such as v1beta' })
  apiVersion = 'v1beta';
}

/** Google's Gemini API: conversations, counting, embeddings. */
export default definePlugin({
  name: 'google',
  providers: {
    google: defineProvider({
      config: configOf(GoogleConfig),
      speaks: ['gemini', 'gemini-count-tokens', 'gemini-embeddings'],
      priceTable: 'google',
      create: ({ apiKey, baseUrl, apiVersion }) => ({
        address: (_operation, model, call) =>
          `${baseUrl}/${apiVersion}/models/${encodeURIComponent(model)}:${methodOf(call)}`,
        authorize(headers) {
          if (apiKey) headers['x-goog-api-key'] = apiKey;
        },
        probe: { method: 'GET', url: `${baseUrl}/${apiVersion}/models?pageSize=1` },
      }),
    }),
  },
});

function methodOf({ dialect, stream, batch }: AddressedCall): string {
  if (dialect === 'gemini-count-tokens') return 'countTokens';
  if (dialect === 'gemini-embeddings') return batch ? 'batchEmbedContents' : 'embedContent';
  return stream ? 'streamGenerateContent?alt=sse' : 'generateContent';
}
