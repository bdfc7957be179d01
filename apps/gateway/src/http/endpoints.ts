import {
  anthropicCountTokens,
  anthropicMessages,
  gemini,
  geminiCountTokens,
  geminiEmbeddings,
  openAiChat,
  openAiCompletions,
  openAiEmbeddings,
  openAiImageEdits,
  openAiImages,
  openAiKeptResponses,
  openAiModerations,
  openAiResponses,
  openAiSpeech,
  openAiTranscriptions,
  openAiTranslations,
  rerank,
  type CallShape,
  type Dialect,
} from '@fairlead/dialects';
import type { DialectName } from '@fairlead/plugin-sdk';

/** Where a request goes, by its path. */
export interface Endpoint {
  readonly dialect: Dialect;
  /** Label of HTTP metrics: from a closed set. */
  readonly route: string;
  /** What the path says of the request. */
  readonly call?: CallShape;
  readonly framing?: 'json-array';
  /** What follows the address of the operation at the provider. */
  readonly suffix?: string;
}

/** Client libraries are told an address that ends before these paths, with or without the vendor's prefix. */
const FIXED: Readonly<Record<string, Dialect>> = {
  '/v1/chat/completions': openAiChat,
  '/v1/responses': openAiResponses,
  '/v1/messages': anthropicMessages,
  '/v1/messages/count_tokens': anthropicCountTokens,
  '/v1/embeddings': openAiEmbeddings,
  '/v1/completions': openAiCompletions,
  '/v1/moderations': openAiModerations,
  '/v1/rerank': rerank,
  '/v1/images/generations': openAiImages,
  '/v1/images/edits': openAiImageEdits,
  '/v1/audio/speech': openAiSpeech,
  '/v1/audio/transcriptions': openAiTranscriptions,
  '/v1/audio/translations': openAiTranslations,
};

/** Below the address of responses, and posted to like it. */
const BESIDE_RESPONSES: Readonly<Record<string, string>> = {
  '/v1/responses/compact': '/compact',
  '/v1/responses/input_tokens': '/input_tokens',
};

/** What is asked for nearly always, found without a look at the path's parts. */
const WHOLE_URLS: ReadonlyMap<string, Endpoint> = new Map(
  Object.entries(FIXED).map(([route, dialect]) => [route, { dialect, route }]),
);

const METHODS: ReadonlyMap<
  string,
  { readonly dialect: Dialect; readonly stream: boolean; readonly batch?: true }
> = new Map([
  ['generateContent', { dialect: gemini, stream: false }],
  ['streamGenerateContent', { dialect: gemini, stream: true }],
  ['countTokens', { dialect: geminiCountTokens, stream: false }],
  ['embedContent', { dialect: geminiEmbeddings, stream: false }],
  ['batchEmbedContents', { dialect: geminiEmbeddings, stream: false, batch: true }],
]);

/** `model` may hold slashes, and `%2F` for them. */
const MODEL_METHOD = /^\/(?:v1|v1beta)\/models\/(.+):([A-Za-z]+)$/;

/** @returns undefined where nothing can be posted to */
export function findEndpoint(url: string): Endpoint | undefined {
  const known = WHOLE_URLS.get(url);
  if (known !== undefined) return known;
  const [path, query = ''] = url.split('?', 2) as [string, string?];
  const bare = withoutPrefix(path);
  const dialect = Object.hasOwn(FIXED, bare) ? FIXED[bare] : undefined;
  if (dialect !== undefined) return { dialect, route: bare };
  const suffix = Object.hasOwn(BESIDE_RESPONSES, bare) ? BESIDE_RESPONSES[bare] : undefined;
  return suffix === undefined
    ? findMethod(bare, query)
    : { dialect: openAiKeptResponses, route: bare, suffix };
}

/**
 * The path of requests in a dialect; `findEndpoint` leads back from it.
 *
 * @throws TypeError for a dialect that nobody can ask in, or one whose path needs a model and has none
 */
export function pathOf(
  name: DialectName,
  { model, stream = false }: { readonly model?: string | undefined; readonly stream?: boolean | undefined },
): string {
  const fixed = Object.entries(FIXED).find(([, dialect]) => dialect.name === name)?.[0];
  if (fixed !== undefined) return fixed;
  const ways = [...METHODS].filter(([, method]) => method.dialect.name === name);
  const way = ways.find(([, method]) => method.stream === stream) ?? ways[0];
  if (way === undefined) throw new TypeError(`the gateway takes no requests in the dialect "${name}"`);
  if (!model) throw new TypeError(`a request in the dialect "${name}" needs "model": its body names none`);
  const [verb, method] = way;
  return `/v1beta/models/${encodeURIComponent(model)}:${verb}${method.stream ? '?alt=sse' : ''}`;
}

/** The path as it is without a vendor's prefix and a slash at its end. */
export function withoutPrefix(path: string): string {
  return path.replace(/^\/(?:openai|anthropic|gemini)(?=\/v1)/, '').replace(/(?<=.)\/+$/, '');
}

function findMethod(path: string, query: string): Endpoint | undefined {
  const [, name, verb] = MODEL_METHOD.exec(path) ?? [];
  const method = METHODS.get(verb ?? '');
  const model = name && decoded(name);
  if (method === undefined || !model) return undefined;
  const { dialect, stream, batch } = method;
  return {
    dialect,
    route: `/v1beta/models/{model}:${verb}`,
    call: { model, stream, ...(batch && { batch }) },
    ...(stream && new URLSearchParams(query).get('alt') !== 'sse' && { framing: 'json-array' }),
  };
}

function decoded(name: string): string | undefined {
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}
