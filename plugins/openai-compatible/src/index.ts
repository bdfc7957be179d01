import {
  About,
  configOf,
  definePlugin,
  defineProvider,
  IsIn,
  IsOptional,
  IsUrl,
  Matches,
  openaiWire,
  Secret,
  type DialectName,
} from '@fairlead/plugin-sdk';
import { HeaderMap } from './header-map.js';
import { PROFILES } from './profiles/index.js';

/** What a server that calls itself compatible can be taken to serve. */
const USUAL: readonly DialectName[] = ['openai-chat', 'openai-embeddings'];
/** What the wire of such a server has addresses for. */
const KNOWN: readonly DialectName[] = [
  ...USUAL,
  'openai-responses',
  'openai-completions',
  'openai-moderations',
  'rerank',
  'openai-images',
  'openai-image-edits',
  'openai-speech',
  'openai-transcriptions',
  'openai-translations',
];

class OpenaiCompatibleConfig {
  @About('Where its API is; required without a profile.')
  @IsOptional()
  @IsUrl()
  baseUrl?: string;
  @About('A vendor whose particulars are known.')
  @IsOptional()
  @IsIn(Object.keys(PROFILES))
  profile?: string;
  @About('What the server speaks, in the order of preference.')
  @IsOptional()
  @IsIn(KNOWN, { each: true })
  dialects?: DialectName[];
  @About("A credential, best a reference such as `${NAME}`; a server in one's own network often wants none.")
  @Secret({ optional: true })
  apiKey?: string;
  @About('Headers that every request gets.', { type: 'object' })
  @HeaderMap()
  headers: Readonly<Record<string, string>> = {};
  @About('Path that a probe calls, after the address.')
  @Matches(/^\/\S*$/, { message: '$property must be a path that begins with "/"' })
  probePath = '/models';
}

/** Any server that speaks OpenAI's HTTP API, with profiles of vendors that do so nearly. */
export default definePlugin({
  name: 'openai-compatible',
  providers: {
    'openai-compatible': defineProvider({
      config: configOf(OpenaiCompatibleConfig),
      speaks: KNOWN,
      create({ baseUrl, profile: name, dialects, apiKey, headers, probePath }) {
        const profile = name === undefined ? undefined : PROFILES[name];
        const url = baseUrl ?? profile?.baseUrl;
        if (url === undefined) throw new Error('base_url is required, unless a profile knows it');
        const { baseUrl: _url, speaks = USUAL, ...particulars } = profile ?? { baseUrl: url };
        return {
          ...openaiWire({ baseUrl: url, apiKey, probePath, headers: lowerCaseNames(headers) }),
          ...particulars,
          speaks: dialects ?? speaks,
        };
      },
    }),
  },
});

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
