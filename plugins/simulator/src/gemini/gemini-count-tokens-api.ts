import type { Api } from '../api.js';
import { countTokens } from '../reply/tokens.js';
import { geminiFailed, geminiRefused } from './gemini-error.js';
import { proto, refuse } from './proto.js';
import { readGemini, REQUEST_FIELDS } from './read-gemini.js';

/** Of bare contents, or of a whole request. */
export const geminiCountTokensApi: Api = {
  reply({ body, model }, { seal }) {
    const { contents, generateContentRequest: whole } = proto(
      body,
      ['model', 'contents', 'generateContentRequest'],
      '',
    );
    if (contents !== undefined && whole !== undefined)
      refuse('Only one of contents and generate_content_request may be set.');
    const request =
      whole === undefined ? { contents } : proto(whole, REQUEST_FIELDS, 'generate_content_request');
    const { promptText } = readGemini(request, model, seal);
    const tokens = Math.max(1, countTokens(promptText));
    const promptTokensDetails = [{ modality: 'TEXT', tokenCount: tokens }];
    return { json: { totalTokens: tokens, promptTokensDetails }, tokens: 1 };
  },
  refused: geminiRefused,
  failed: geminiFailed,
};
