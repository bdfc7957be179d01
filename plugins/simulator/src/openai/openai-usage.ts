import type { AnswerUsage } from '../reply/answer.js';

/** The details are told where there is something to tell. */
export function openaiUsage({ input, output, cacheRead, reasoning }: AnswerUsage): object {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    ...(cacheRead > 0 && { prompt_tokens_details: { cached_tokens: cacheRead } }),
    ...(reasoning > 0 && { completion_tokens_details: { reasoning_tokens: reasoning } }),
  };
}
