export * from './cohere-server.js';
