import { geminiErrorBody } from './error.js';
import { readGeminiFailure } from './failure.js';
import { GeminiStream } from './gemini-stream.js';

/** What every operation of the vendor has in common. */
export const geminiWire = {
  openStream: () => new GeminiStream(),
  readFailure: readGeminiFailure,
  errorBody: geminiErrorBody,
  replyHeaders: new Set(['server-timing', 'x-gemini-service-tier']),
  terminator: new Uint8Array(0),
};
