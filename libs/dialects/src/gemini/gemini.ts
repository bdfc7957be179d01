import type { Dialect } from '../dialect.js';
import { geminiErrorBody } from './error.js';
import { readGeminiFailure } from './failure.js';
import { GeminiStream } from './gemini-stream.js';
import { readGeminiReply } from './reply.js';
import { readGeminiRequest } from './request.js';

/** `generateContent` and `streamGenerateContent`, as Google defined them. Model and stream stand in the URL. */
export const gemini: Dialect = {
  name: 'gemini',
  operation: 'chat',
  readRequest: readGeminiRequest,
  withModel: (body) => body,
  readReply: readGeminiReply,
  openStream: () => new GeminiStream(),
  readFailure: readGeminiFailure,
  errorBody: geminiErrorBody,
  replyHeaders: new Set(['server-timing', 'x-gemini-service-tier']),
  terminator: new Uint8Array(0),
};
