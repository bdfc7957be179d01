import type { ConversationDialect, DialectName } from '@fairlead/plugin-sdk';

/** What a path of a vendor's API means. */
export interface SimulatorRoute {
  readonly dialect: DialectName;
  /** In the path; undefined: in the body. */
  readonly model: string | undefined;
  /** Said by the path; undefined: by the body. */
  readonly stream: boolean | undefined;
}

const POSTS: Readonly<Record<string, DialectName>> = {
  '/v1/chat/completions': 'openai-chat',
  '/v1/completions': 'openai-completions',
  '/v1/embeddings': 'openai-embeddings',
  '/v1/moderations': 'openai-moderations',
  '/v1/responses': 'openai-responses',
  '/v1/messages': 'anthropic-messages',
  '/v1/messages/count_tokens': 'anthropic-count-tokens',
};

const METHODS: Readonly<Record<string, DialectName>> = {
  generateContent: 'gemini',
  streamGenerateContent: 'gemini',
  countTokens: 'gemini-count-tokens',
  embedContent: 'gemini-embeddings',
  batchEmbedContents: 'gemini-embeddings',
};

/** Undefined where no vendor serves the path. A stream of contents is served as server-sent events only. */
export function routeOf({ pathname, searchParams }: URL): SimulatorRoute | undefined {
  const dialect = POSTS[pathname];
  if (dialect !== undefined) return { dialect, model: undefined, stream: undefined };
  const [, model, method = ''] = /^\/v1(?:beta)?\/models\/([^/:]+):(\w+)$/.exec(pathname) ?? [];
  const served = METHODS[method];
  const stream = method === 'streamGenerateContent';
  if (model === undefined || served === undefined || (stream && searchParams.get('alt') !== 'sse'))
    return undefined;
  return { dialect: served, model: decodeURIComponent(model), stream };
}

/** The vendor's list of models. */
export function modelsJson(spoken: ConversationDialect, models: readonly string[]): object {
  if (spoken === 'gemini')
    return { models: models.map((model) => ({ name: `models/${model}`, displayName: model })) };
  if (spoken !== 'anthropic-messages')
    return {
      object: 'list',
      data: models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'simulator' })),
    };
  const created_at = '2026-01-01T00:00:00Z';
  const data = models.map((id) => ({ type: 'model', id, display_name: id, created_at }));
  return { data, has_more: false, first_id: models[0] ?? null, last_id: models.at(-1) ?? null };
}
