import type { DialectName } from '@fairlead/plugin-sdk';
import type { Api } from './api.js';
import { chatApi } from './chat/chat-api.js';
import { countTokensApi, messagesApi } from './messages/messages-api.js';
import { embeddingsApi } from './openai/embeddings-api.js';

/** The operations that can be simulated. */
export const APIS: Readonly<Partial<Record<DialectName, Api>>> = {
  'openai-chat': chatApi,
  'openai-embeddings': embeddingsApi,
  'anthropic-messages': messagesApi,
  'anthropic-count-tokens': countTokensApi,
};
