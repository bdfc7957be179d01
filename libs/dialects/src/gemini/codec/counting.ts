import type { CountingCodec } from '../../counting.js';
import { asCount, asObject } from '../../json/decode.js';
import { modelPath } from '../nested-model.js';
import { decodeGeminiRequest } from './decode-request.js';
import { encodePrompt } from './encode-request.js';

/** `countTokens`: of contents alone, or of a whole request. */
export const geminiCounting: CountingCodec = {
  decodeRequest(body, call) {
    const whole = asObject(body['generateContentRequest'] ?? body['generate_content_request']);
    return whole === undefined
      ? decodeGeminiRequest(body, call)
      : decodeGeminiRequest(whole, call, 'generateContentRequest');
  },
  /** Every server counts contents; instructions and tools need the longer form. */
  encodeRequest(conversation, model) {
    const prompt = encodePrompt(conversation, model);
    if (Object.keys(prompt).length === 1) return prompt;
    return { generateContentRequest: { model: modelPath(model), ...prompt } };
  },
  decodeReply: (body) => asCount(body['totalTokens']),
  encodeReply: (totalTokens) => ({ totalTokens }),
};
