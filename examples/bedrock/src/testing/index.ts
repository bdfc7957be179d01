export * from './bedrock-server.js';
