import type { RequestReading } from '../dialect.js';
import { asCount } from '../json/decode.js';
import { requestReader } from '../json/model-field.js';

/** Reads the few top-level fields that routing needs; everything else is the provider's to judge. */
export const readMessagesRequest = requestReader(['max_tokens'], (fields) => {
  const maxOutputTokens = asCount(fields.value('max_tokens'));
  return maxOutputTokens === undefined ? {} : { maxOutputTokens };
});

const readCount = requestReader([], () => ({}));

/** A count of tokens has no answer to limit and no stream. */
export function readCountRequest(body: Uint8Array): RequestReading {
  const reading = readCount(body);
  return reading.ok ? { ok: true, request: { ...reading.request, stream: false } } : reading;
}
