import {
  About,
  configOf,
  definePlugin,
  defineProvider,
  IsOptional,
  IsString,
  IsUrl,
  openaiWire,
  Secret,
} from '@fairlead/plugin-sdk';

class OpenaiConfig {
  @Secret({ prefixes: ['sk-'] }) apiKey?: string;
  @IsUrl() baseUrl = 'https://api.openai.com/v1';
  @About('Whose usage and limits count, for a key that belongs to several organizations.')
  @IsOptional()
  @IsString()
  organization?: string;
  @About('Whose usage and limits count, for a key that belongs to several projects.')
  @IsOptional()
  @IsString()
  project?: string;
}

/** OpenAI's whole API. Chat completions stand first: what has to be translated goes there, unless less is lost elsewhere. */
export default definePlugin({
  name: 'openai',
  providers: {
    openai: defineProvider({
      config: configOf(OpenaiConfig),
      speaks: [
        'openai-chat',
        'openai-responses',
        'openai-embeddings',
        'openai-completions',
        'openai-moderations',
        'openai-images',
        'openai-image-edits',
        'openai-speech',
        'openai-transcriptions',
        'openai-translations',
      ],
      priceTable: 'openai',
      create: ({ baseUrl, apiKey, organization, project }) =>
        openaiWire({
          baseUrl,
          apiKey,
          headers: { 'openai-organization': organization, 'openai-project': project },
        }),
    }),
  },
});
