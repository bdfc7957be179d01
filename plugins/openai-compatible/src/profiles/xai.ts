import type { Profile } from './profile.js';

/** xAI. A wrong key is a bad request there. */
export const xai: Profile = {
  baseUrl: 'https://api.x.ai/v1',
  speaks: ['openai-chat', 'openai-responses', 'openai-embeddings'],
  priceTable: 'x-ai',
  fault: ({ status, message = '' }) =>
    status === 400 && /incorrect api key/i.test(message) ? 'auth_invalid' : undefined,
};
