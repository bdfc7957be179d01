import {
  configOf,
  definePlugin,
  defineProvider,
  IsUrl,
  Matches,
  openaiWire,
  Secret,
} from '@fairlead/plugin-sdk';
import { HeaderMap } from './header-map.js';

class OpenaiCompatibleConfig {
  @IsUrl() baseUrl!: string;
  /** A server in one's own network often wants none. */
  @Secret({ optional: true }) apiKey?: string;
  @HeaderMap() headers: Readonly<Record<string, string>> = {};
  @Matches(/^\/\S*$/, { message: '$property must be a path that begins with "/"' }) probePath = '/models';
}

/** Any server that speaks OpenAI's HTTP API. */
export default definePlugin({
  name: 'openai-compatible',
  providers: {
    'openai-compatible': defineProvider({
      config: configOf(OpenaiCompatibleConfig),
      speaks: ['openai-chat', 'openai-embeddings'],
      create: ({ baseUrl, apiKey, headers, probePath }) =>
        openaiWire({ baseUrl, apiKey, probePath, headers: lowerCaseNames(headers) }),
    }),
  },
});

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
