import type { AnswerUsage } from '../reply/answer.js';

/** This API counts thoughts beside the candidates' tokens, not among them. A count of nothing is left out. */
export function geminiUsage({ input, cacheRead, output, reasoning }: AnswerUsage): object {
  const said = output - reasoning;
  return {
    promptTokenCount: input,
    ...(said > 0 && { candidatesTokenCount: said }),
    totalTokenCount: input + output,
    ...(cacheRead > 0 && { cachedContentTokenCount: cacheRead }),
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: input }],
    ...(reasoning > 0 && { thoughtsTokenCount: reasoning }),
  };
}
