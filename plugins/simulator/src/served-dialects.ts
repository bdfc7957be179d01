import type { ConversationDialect, DialectName } from '@fairlead/plugin-sdk';

/** What a vendor whose conversations go by this dialect serves beside them. */
export const SERVED_DIALECTS = {
  'openai-chat': ['openai-chat', 'openai-embeddings', 'openai-completions', 'openai-moderations'],
  'openai-responses': ['openai-responses', 'openai-embeddings'],
  'anthropic-messages': ['anthropic-messages', 'anthropic-count-tokens'],
  gemini: ['gemini', 'gemini-count-tokens', 'gemini-embeddings'],
} as const satisfies Record<ConversationDialect, readonly DialectName[]>;
