import type { Profile } from './profile.js';

/** OpenRouter: a relay of many vendors. It tells tokens and its own price when it is asked to. */
export const openrouter: Profile = {
  baseUrl: 'https://openrouter.ai/api/v1',
  speaks: ['openai-chat', 'openai-responses', 'openai-embeddings', 'openai-completions'],
  priceTable: 'openrouter',
  patch: {
    request: (body, { dialect }) =>
      dialect === 'openai-chat' ? { ...body, usage: { include: true } } : body,
  },
};
