import type { RequestReading } from '../dialect.js';
import { asCount } from '../json/decode.js';
import { readRequestFields } from '../json/model-field.js';

/** Reads the few top-level fields that routing needs; everything else is the provider's to judge. */
export function readMessagesRequest(body: Uint8Array): RequestReading {
  return readRequestFields(body, ({ max_tokens }) => {
    const maxOutputTokens = asCount(max_tokens);
    return maxOutputTokens === undefined ? {} : { maxOutputTokens };
  });
}

/** A count of tokens has no answer to limit and no stream. */
export function readCountRequest(body: Uint8Array): RequestReading {
  const reading = readRequestFields(body, () => ({}));
  return reading.ok ? { ok: true, request: { ...reading.request, stream: false } } : reading;
}
