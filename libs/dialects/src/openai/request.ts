import { asCount } from '../json/decode.js';
import { requestReader } from '../json/model-field.js';

export { withModelField as withOpenAiModel } from '../json/model-field.js';

/** Reads the few top-level fields that routing needs; everything else is the provider's to judge. */
export const readOpenAiRequest = requestReader(['max_completion_tokens', 'max_tokens', 'store'], (fields) => {
  const maxOutputTokens =
    asCount(fields.value('max_completion_tokens')) ?? asCount(fields.value('max_tokens'));
  return {
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(fields.value('store') === true && { stored: true }),
  };
});
