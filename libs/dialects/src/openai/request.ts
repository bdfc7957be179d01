import type { RequestReading } from '../dialect.js';
import { asCount } from '../json/decode.js';
import { readRequestFields } from '../json/model-field.js';

export { readRequestFields, withModelField as withOpenAiModel } from '../json/model-field.js';

/** Reads the few top-level fields that routing needs; everything else is the provider's to judge. */
export function readOpenAiRequest(body: Uint8Array): RequestReading {
  return readRequestFields(body, ({ max_completion_tokens, max_tokens, store }) => {
    const maxOutputTokens = asCount(max_completion_tokens) ?? asCount(max_tokens);
    return {
      ...(maxOutputTokens !== undefined && { maxOutputTokens }),
      ...(store === true && { stored: true }),
    };
  });
}
