import type Anthropic from '@anthropic-ai/sdk';
import type { Ask } from '../../ask.js';
import { toolSpecs } from '../../tools.js';

export type MessageParams = Omit<Anthropic.MessageCreateParamsNonStreaming, 'stream'>;

/** The API wants a limit; this one is beyond every answer. */
const AMPLE_TOKENS = 4096;
/** The smallest that the API takes. */
const THINKING_TOKENS = 1024;

export function messageParams(model: string, ask: Ask): MessageParams {
  const { system, before, prompt, maxTokens } = ask;
  const tools = toolSpecs(ask.tools).map(({ name, description, parameters }) => ({
    name,
    description,
    input_schema: { type: 'object' as const, ...parameters },
  }));
  return {
    model,
    max_tokens: maxTokens ?? AMPLE_TOKENS,
    ...(system && { system }),
    messages: [
      ...(before ? [{ role: 'user' as const, content: before[0] }] : []),
      ...(before ? [{ role: 'assistant' as const, content: before[1] }] : []),
      { role: 'user', content: prompt },
    ],
    ...(tools.length > 0 && { tools, tool_choice: { type: ask.mustCall ? 'any' : 'auto' } }),
    ...(ask.thinks && { thinking: { type: 'enabled', budget_tokens: THINKING_TOKENS } }),
  };
}
