import type { FinishReason } from '@fairlead/plugin-sdk';

/** Reasons that mean the same in the form. Others are `other`, and are kept as they were. */
const DECODED: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
  IMAGE_SAFETY: 'content_filter',
  IMAGE_PROHIBITED_CONTENT: 'content_filter',
  IMAGE_RECITATION: 'content_filter',
  MALFORMED_FUNCTION_CALL: 'malformed_call',
  UNEXPECTED_TOOL_CALL: 'malformed_call',
  CONTINUATION: 'pause',
};

const ENCODED: Readonly<Record<FinishReason, string>> = {
  stop: 'STOP',
  stop_sequence: 'STOP',
  tool_calls: 'STOP',
  length: 'MAX_TOKENS',
  context_length: 'MAX_TOKENS',
  content_filter: 'SAFETY',
  refusal: 'SAFETY',
  malformed_call: 'MALFORMED_FUNCTION_CALL',
  pause: 'OTHER',
  other: 'OTHER',
};

/** @param calls the answer has calls: the vendor says `STOP` for them too */
export function decodeFinishReason(reason: string | undefined, calls: boolean): FinishReason {
  const decoded = DECODED[reason ?? ''] ?? 'other';
  return decoded === 'stop' && calls ? 'tool_calls' : decoded;
}

export function encodeFinishReason(reason: FinishReason): string {
  return ENCODED[reason];
}
