import type { Dialect } from '../dialect.js';
import { geminiCodec } from './codec/codec.js';
import { readGeminiReply } from './reply.js';
import { readGeminiRequest } from './request.js';
import { geminiWire } from './wire.js';

/** `generateContent` and `streamGenerateContent`, as Google defined them. Model and stream stand in the URL. */
export const gemini: Dialect = {
  ...geminiWire,
  name: 'gemini',
  operation: 'chat',
  readRequest: readGeminiRequest,
  withModel: (body) => body,
  readReply: readGeminiReply,
  codec: geminiCodec,
};
