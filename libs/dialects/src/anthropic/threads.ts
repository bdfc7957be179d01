import type { DialectError } from '../dialect-error.js';
import { asObject, asText, type JsonObject } from '../json/decode.js';

/** The request field for a conversation that the provider keeps, so that the caller sends only what is new. */
export const THREAD = 'thread';

/**
 * What a caller's library needs to be told of a thread that cannot go on: by these details, and by no text, the official
 * one finds out that it has to send the whole conversation.
 */
export function threadDetails({ code = '', param }: DialectError): JsonObject | undefined {
  if (param === THREAD || code === UNSUPPORTED) return { error_code: UNSUPPORTED, unsupported: [THREAD] };
  return code.startsWith('thread_') ? { error_code: code } : undefined;
}

/** The vendor's code in an error; it gives one where its library acts on it. */
export function detailedCode(body: JsonObject | undefined): string | undefined {
  return asText(asObject(asObject(body?.['error'])?.['details'])?.['error_code']);
}

const UNSUPPORTED = 'thread_unsupported_request';
