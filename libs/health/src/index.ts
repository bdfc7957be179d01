export * from './standing.js';
