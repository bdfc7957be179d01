import { dialectOf } from '@fairlead/dialects';
import { classify, type DialectName, type FaultClass, type Provider } from '@fairlead/plugin-sdk';
import anthropic from '@fairlead/plugin-anthropic';
import azure from '@fairlead/plugin-azure-openai';
import deepseek from '@fairlead/plugin-deepseek';
import google from '@fairlead/plugin-google';
import openai from '@fairlead/plugin-openai';
import compatible from '@fairlead/plugin-openai-compatible';
import {
  describeWithFixtures,
  loadCaptures,
  loadDocumentedErrors,
  type Capture,
} from '../support/fixtures.js';

const clock = { now: () => 0, wall: () => new Date(0), after: () => () => undefined };

function made(plugin: typeof openai, type: string, options: Record<string, unknown> = {}): Provider {
  const definition = plugin.providers![type]!;
  const parsed = definition.config.parse({ api_key: 'k', ...options });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  return definition.create(parsed.value, { name: type, clock });
}

const compatibleWith = (profile: string): Provider => made(compatible, 'openai-compatible', { profile });
const PROVIDERS: Readonly<Record<string, Provider>> = {
  openai: made(openai, 'openai'),
  azure: made(azure, 'azure-openai', { base_url: 'https://x.openai.azure.com' }),
  anthropic: made(anthropic, 'anthropic'),
  gemini: made(google, 'google'),
  vertex: made(google, 'google'),
  deepseek: made(deepseek, 'deepseek'),
  openrouter: compatibleWith('openrouter'),
  mistral: compatibleWith('mistral'),
  groq: compatibleWith('groq'),
  xai: compatibleWith('xai'),
  perplexity: made(compatible, 'openai-compatible', { base_url: 'https://api.perplexity.ai' }),
};

const DIALECTS: Readonly<Record<string, DialectName>> = {
  'chat.completions': 'openai-chat',
  responses: 'openai-responses',
  completions: 'openai-chat',
  embeddings: 'openai-embeddings',
  messages: 'anthropic-messages',
  'messages.count_tokens': 'anthropic-count-tokens',
  generateContent: 'gemini',
  streamGenerateContent: 'gemini',
  countTokens: 'gemini-count-tokens',
};

function judged(
  provider: string,
  dialect: DialectName,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): FaultClass {
  const failure = dialectOf(dialect)!.readFailure(status, headers, Buffer.from(body));
  const whole = { ...failure, status, headers };
  return PROVIDERS[provider]!.fault?.(whole) ?? classify(whole);
}

/** What a refusal is, by a word of its text; the first that fits. */
const BY_TEXT: readonly (readonly [RegExp, FaultClass])[] = [
  [
    /maximum context length|context window|prompt is too long|too_many_prompt_tokens|input token count/i,
    'context_length',
  ],
  [/api key|x-api-key|authentication|subscription key/i, 'auth_invalid'],
  [
    /deployment for this resource|does not exist|not found for API version|"model: |is not found/i,
    'model_not_found',
  ],
  [/tool_use_failed/, 'protocol_error'],
  [/RateLimitReached|rate-limited|exceeded your current quota/i, 'rate_limited'],
  [/unsupported_parameter/, 'unsupported_parameter'],
];

/** What nobody has published a capture of, by its name in the list of documented refusals. */
const BY_KIND: Readonly<Record<string, FaultClass>> = {
  permission_error: 'permission_denied',
  request_too_large: 'request_too_large',
  rate_limit_error: 'rate_limited',
  api_error: 'server_error',
  timeout_error: 'server_error',
  overloaded_error: 'overloaded',
  insufficient_balance: 'quota_exhausted',
  invalid_parameters: 'bad_request',
  server_overloaded: 'overloaded',
  RESOURCE_EXHAUSTED_short: 'rate_limited',
  UNAVAILABLE: 'overloaded',
  provider_down: 'server_error',
  insufficient_quota: 'quota_exhausted',
  rate_limit: 'rate_limited',
  server_error: 'server_error',
};

function expected({ response }: Capture): FaultClass {
  const text = response.sse ?? JSON.stringify(response.body);
  return BY_TEXT.find(([pattern]) => pattern.test(text))?.[1] ?? 'bad_request';
}

describeWithFixtures('every captured refusal', (folder) => {
  const captures = Object.keys(DIALECTS)
    .flatMap((endpoint) =>
      loadCaptures(folder, {
        endpoint: endpoint as Parameters<typeof loadCaptures>[1]['endpoint'],
        providers: Object.keys(PROVIDERS),
      }).map((capture) => ({ endpoint, capture })),
    )
    .filter(({ capture }) => capture.response.status >= 400);

  it('is there', () => {
    expect(captures.length).toBeGreaterThan(30);
  });

  it.each(captures.map(({ endpoint, capture }) => [capture.file, endpoint, capture] as const))(
    '%s is the right fault',
    (_file, endpoint, capture) => {
      const { status, headers, body, sse } = capture.response;
      const google = capture.provider === 'gemini' || capture.provider === 'vertex';
      const dialect = google && endpoint === 'embeddings' ? 'gemini-embeddings' : DIALECTS[endpoint]!;
      const text = sse?.replace(/^data: /, '') ?? JSON.stringify(body);
      expect(judged(capture.provider, dialect, status, headers, text)).toBe(expected(capture));
    },
  );

  const documented = loadDocumentedErrors(folder).filter(
    ({ provider, status }) => provider in PROVIDERS && status >= 400,
  );

  it.each(documented.map((entry) => [`${entry.provider} ${entry.kind}`, entry] as const))(
    'a documented one, %s, is the right fault',
    (_name, { provider, kind, status, headers = {}, body }) => {
      const dialect = { anthropic: 'anthropic-messages', gemini: 'gemini' }[provider] ?? 'openai-chat';
      const fault = judged(provider, dialect as DialectName, status, headers, JSON.stringify(body ?? ''));
      expect([kind, fault]).toEqual([kind, BY_KIND[kind]]);
    },
  );
});
