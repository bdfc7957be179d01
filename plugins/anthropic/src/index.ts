import {
  About,
  configOf,
  definePlugin,
  defineProvider,
  IsArray,
  IsString,
  IsUrl,
  Matches,
  Secret,
} from '@fairlead/plugin-sdk';
import { anthropicFault } from './fault.js';
import { anthropicQuota } from './quota.js';

class AnthropicConfig {
  @Secret({ prefixes: ['sk-ant-'] }) apiKey?: string;
  @IsUrl() baseUrl = 'https://api.anthropic.com';
  @About('Version of the API; a caller that names one itself has its own.')
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: '$property must be a date such as 2023-06-01' })
  version = '2023-06-01';
  @About('Features in trial that every request asks for, beside those that a caller asks for.')
  @IsArray()
  @IsString({ each: true })
  beta: string[] = [];
}

const PATHS: Readonly<Record<string, string>> = {
  'anthropic-messages': '/v1/messages',
  'anthropic-count-tokens': '/v1/messages/count_tokens',
};

/** Anthropic's Messages API, with its counting of tokens. */
export default definePlugin({
  name: 'anthropic',
  providers: {
    anthropic: defineProvider({
      config: configOf(AnthropicConfig),
      speaks: ['anthropic-messages', 'anthropic-count-tokens'],
      priceTable: 'anthropic',
      create: ({ apiKey, baseUrl, version, beta }) => ({
        address: (_operation, _model, { dialect }) => `${baseUrl}${PATHS[dialect] ?? ''}`,
        authorize(headers) {
          if (apiKey) headers['x-api-key'] = apiKey;
          headers['anthropic-version'] ??= version;
          const asked = headers['anthropic-beta']?.split(',').map((name) => name.trim()) ?? [];
          const all = [...new Set([...asked, ...beta])].filter((name) => name !== '');
          if (all.length > 0) headers['anthropic-beta'] = all.join(',');
        },
        fault: anthropicFault,
        quota: anthropicQuota,
        probe: { method: 'GET', url: `${baseUrl}/v1/models?limit=1` },
      }),
    }),
  },
});
