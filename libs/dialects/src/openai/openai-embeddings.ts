import type { Dialect } from '../dialect.js';
import { openAiEmbeddingsCodec } from './embeddings-codec.js';
import { listDialect } from './list-dialect.js';
import { readOpenAiUsage } from './usage.js';

/** Embeddings, as OpenAI defined them. */
export const openAiEmbeddings: Dialect = {
  ...listDialect('Embeddings', 'data', ({ usage }) => readOpenAiUsage(usage)),
  name: 'openai-embeddings',
  operation: 'embeddings',
  embeddings: openAiEmbeddingsCodec,
};
