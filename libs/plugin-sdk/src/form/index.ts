export type * from './citation.js';
export * from './conversation.js';
export type * from './extras.js';
export type * from './logprobs.js';
export type * from './part.js';
export type * from './reply.js';
export type * from './signature.js';
export type * from './stream-part.js';
export type * from './tool.js';
