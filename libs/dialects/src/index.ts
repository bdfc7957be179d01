export * from './classify.js';
export * from './dialect.js';
export * from './openai/openai-chat.js';
export * from './openai/openai-embeddings.js';
export * from './retry-after.js';
export * from './wire.js';
