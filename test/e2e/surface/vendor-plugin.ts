import {
  definePlugin,
  defineProvider,
  type AddressedCall,
  type ConfigSpec,
  type DialectName,
} from '@fairlead/plugin-sdk';

/** What `plugins` of a configuration names: this very file, which Node reads as it is. */
export const VENDOR_PLUGIN = import.meta.filename;

interface VendorConfig {
  readonly base_url: string;
  readonly api_key: string;
  readonly speaks: readonly DialectName[];
}

const config: ConfigSpec<VendorConfig> = {
  keys: ['base_url', 'api_key', 'speaks'],
  secrets: ['api_key'],
  parse: (input) => ({ ok: true, value: input as VendorConfig, unset: [] }),
};

const PATHS: Readonly<Record<string, string>> = {
  'openai-chat': '/v1/chat/completions',
  'openai-responses': '/v1/responses',
  'openai-embeddings': '/v1/embeddings',
  'openai-completions': '/v1/completions',
  'openai-moderations': '/v1/moderations',
  'openai-images': '/v1/images/generations',
  'openai-image-edits': '/v1/images/edits',
  'openai-speech': '/v1/audio/speech',
  'openai-transcriptions': '/v1/audio/transcriptions',
  'openai-translations': '/v1/audio/translations',
  'anthropic-messages': '/v1/messages',
  'anthropic-count-tokens': '/v1/messages/count_tokens',
  rerank: '/v1/rerank',
};

/** A vendor that speaks whatever its configuration says, at the paths that callers use too. */
export default definePlugin({
  name: 'vendor',
  providers: {
    vendor: defineProvider({
      config,
      speaks: ['openai-chat'],
      create: ({ base_url, api_key, speaks }) => ({
        speaks,
        address: (_operation, model, call) => `${base_url}${PATHS[call.dialect] ?? geminiPath(model, call)}`,
        authorize: (headers) => void (headers['x-vendor-key'] = api_key),
      }),
    }),
  },
});

function geminiPath(model: string, { dialect, stream, batch }: AddressedCall): string {
  const path = `/v1beta/models/${model}`;
  if (dialect === 'gemini-count-tokens') return `${path}:countTokens`;
  if (dialect === 'gemini-embeddings') return `${path}:${batch ? 'batchEmbedContents' : 'embedContent'}`;
  return `${path}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`;
}
