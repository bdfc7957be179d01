import type { Api } from './api.js';
import { chatApi } from './chat/chat-api.js';
import { geminiApi } from './gemini/gemini-api.js';
import { geminiCountTokensApi } from './gemini/gemini-count-tokens-api.js';
import { geminiEmbeddingsApi } from './gemini/gemini-embeddings-api.js';
import { countTokensApi, messagesApi } from './messages/messages-api.js';
import { completionsApi } from './openai/completions-api.js';
import { embeddingsApi } from './openai/embeddings-api.js';
import { moderationsApi } from './openai/moderations-api.js';
import { responseApi } from './responses/response-api.js';

/** The operations that can be simulated. */
export const APIS: Readonly<Record<string, Api>> = {
  'openai-chat': chatApi,
  'openai-responses': responseApi,
  'openai-embeddings': embeddingsApi,
  'openai-completions': completionsApi,
  'openai-moderations': moderationsApi,
  'anthropic-messages': messagesApi,
  'anthropic-count-tokens': countTokensApi,
  gemini: geminiApi,
  'gemini-count-tokens': geminiCountTokensApi,
  'gemini-embeddings': geminiEmbeddingsApi,
};
