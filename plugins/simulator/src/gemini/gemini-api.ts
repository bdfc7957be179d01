import type { Api } from '../api.js';
import { answer } from '../reply/answer.js';
import { finishReason, geminiChunks } from './gemini-chunks.js';
import { geminiFailed, geminiRefused } from './gemini-error.js';
import { isThirdGeneration } from './gemini-model.js';
import { wholeParts } from './gemini-parts.js';
import { geminiUsage } from './gemini-usage.js';
import { readGemini } from './read-gemini.js';

/** generateContent and streamGenerateContent, with `alt=sse`. */
export const geminiApi: Api = {
  reply({ body, model, stream }, { identity, seal, model: mind }) {
    const ask = readGemini(body, model, seal);
    const said = answer(ask, mind);
    const { showsThought } = ask;
    const setting = { identity, seal, showsThought, numbersCalls: isThirdGeneration(model) };
    const frame = { modelVersion: model, responseId: `sim${identity.key}` };
    if (stream) return geminiChunks(said, setting, frame);
    const candidates = said.candidates.map((candidate, index) => {
      const parts = wholeParts(candidate, setting);
      const content = { ...(parts.length > 0 && { parts }), role: 'model' };
      return { content, finishReason: finishReason(candidate), index };
    });
    return {
      json: { candidates, usageMetadata: geminiUsage(said.usage), ...frame },
      tokens: said.usage.output,
    };
  },
  refused: geminiRefused,
  failed: geminiFailed,
};
