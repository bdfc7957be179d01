import type OpenAI from 'openai';
import type { Ask } from '../../ask.js';
import { toolSpecs } from '../../tools.js';

export type ResponseParams = Omit<OpenAI.Responses.ResponseCreateParamsNonStreaming, 'stream' | 'input'> & {
  input: OpenAI.Responses.ResponseInput;
};

/** Nothing is kept by the provider: the caller sends all turns, and the sealed thoughts among them. */
export function responseParams(model: string, ask: Ask): ResponseParams {
  const { system, before, prompt, maxTokens } = ask;
  const tools = toolSpecs(ask.tools).map((spec) => ({ type: 'function' as const, strict: true, ...spec }));
  return {
    model,
    store: false,
    ...(system && { instructions: system }),
    input: [
      ...(before ? [{ role: 'user' as const, content: before[0] }] : []),
      ...(before ? [{ role: 'assistant' as const, content: before[1] }] : []),
      { role: 'user', content: prompt },
    ],
    ...(tools.length > 0 && { tools, tool_choice: ask.mustCall ? 'required' : 'auto' }),
    ...(maxTokens !== undefined && { max_output_tokens: maxTokens }),
    ...(ask.thinks && {
      reasoning: { effort: 'low', summary: 'auto' },
      include: ['reasoning.encrypted_content'],
    }),
  };
}
