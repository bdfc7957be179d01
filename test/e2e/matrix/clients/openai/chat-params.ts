import type OpenAI from 'openai';
import type { Ask } from '../../ask.js';
import { toolSpecs } from '../../tools.js';

export type ChatParams = Omit<OpenAI.Chat.ChatCompletionCreateParamsNonStreaming, 'stream'>;

export function chatParams(model: string, ask: Ask): ChatParams {
  const { system, before, prompt, maxTokens } = ask;
  const tools = chatTools(ask);
  return {
    model,
    messages: [
      ...(system ? [{ role: 'system' as const, content: system }] : []),
      ...(before ? [{ role: 'user' as const, content: before[0] }] : []),
      ...(before ? [{ role: 'assistant' as const, content: before[1] }] : []),
      { role: 'user', content: prompt },
    ],
    ...(tools.length > 0 && { tools, tool_choice: ask.mustCall ? 'required' : 'auto' }),
    ...(maxTokens !== undefined && { max_completion_tokens: maxTokens }),
    ...(ask.thinks && { reasoning_effort: 'low' }),
  };
}

function chatTools({ tools }: Ask): OpenAI.Chat.ChatCompletionFunctionTool[] {
  return toolSpecs(tools).map((spec) => ({ type: 'function', function: { ...spec } }));
}
