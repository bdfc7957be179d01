import type { DialectName } from '@fairlead/plugin-sdk';
import type { ListedModel } from './model-list.js';
import { pageOf, readLimit } from './page.js';

/** How a dialect's client libraries read a model and a list of them. */
export interface ModelShape {
  one(model: ListedModel): object;
  /** @param query which part of it, in the dialect's own words; a caller that does not ask gets all */
  list(models: readonly ListedModel[], query: URLSearchParams): object;
}

/** @param since when this process read the policy: no provider is asked when it made a model */
export function modelShape(dialect: DialectName, since: Date): ModelShape {
  switch (dialect) {
    case 'anthropic-messages':
      return anthropicShape(since);
    case 'gemini':
      return geminiShape;
    default:
      return openAiShape(since);
  }
}

function openAiShape(since: Date): ModelShape {
  const created = Math.floor(since.getTime() / 1000);
  const one = (model: ListedModel): object => ({
    id: model.id,
    object: 'model',
    created,
    owned_by: model.owner,
    fairlead: capabilities(model),
  });
  return { one, list: (models) => ({ object: 'list', data: models.map(one) }) };
}

function anthropicShape(since: Date): ModelShape {
  const one = (model: ListedModel): object => ({
    type: 'model',
    id: model.id,
    display_name: model.id,
    created_at: since.toISOString(),
    fairlead: capabilities(model),
  });
  return {
    one,
    list: (all, query) => {
      const after = query.get('after_id') ?? undefined;
      const before = query.get('before_id') ?? undefined;
      const { models, more } = pageOf(all, {
        ...readLimit(query.get('limit')),
        ...(after !== undefined && { after }),
        ...(before !== undefined && { before }),
      });
      return {
        data: models.map(one),
        has_more: more,
        first_id: models[0]?.id ?? null,
        last_id: models.at(-1)?.id ?? null,
      };
    },
  };
}

/** What each operation is called in the address of this dialect. */
const METHODS = {
  chat: ['generateContent', 'streamGenerateContent'],
  count_tokens: ['countTokens'],
  embeddings: ['embedContent', 'batchEmbedContents'],
} as const;

const geminiShape: ModelShape = {
  one: (model) => ({
    name: `models/${model.id}`,
    displayName: model.id,
    ...(model.contextWindow !== undefined && { inputTokenLimit: model.contextWindow }),
    supportedGenerationMethods: model.operations.flatMap((operation) =>
      operation in METHODS ? METHODS[operation as keyof typeof METHODS] : [],
    ),
    fairlead: capabilities(model),
  }),
  list: (all, query) => {
    const after = query.get('pageToken');
    const { models, more } = pageOf(all, { ...readLimit(query.get('pageSize')), ...(after && { after }) });
    return {
      models: models.map((model) => geminiShape.one(model)),
      ...(more && { nextPageToken: models.at(-1)!.id }),
    };
  },
};

function capabilities({ owner, operations, contextWindow }: ListedModel): object {
  return { owner, operations, ...(contextWindow !== undefined && { context_window: contextWindow }) };
}
