export * from './embeddings-codec.js';
export * from './embeddings-reply.js';
export * from './embeddings-request.js';
