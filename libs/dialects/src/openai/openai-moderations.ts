import type { Dialect } from '../dialect.js';
import { listDialect } from './list-dialect.js';

/** Judgements of texts and images by a content policy. Nobody counts their tokens. */
export const openAiModerations: Dialect = {
  ...listDialect('Moderations', 'results', () => undefined),
  name: 'openai-moderations',
  operation: 'moderations',
};
