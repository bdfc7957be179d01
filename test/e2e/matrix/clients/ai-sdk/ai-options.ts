import { isStepCount, tool, type LanguageModel, type ModelMessage, type ToolSet } from 'ai';
import type { z } from 'zod';
import type { Ask } from '../../ask.js';
import { runTool, TOOLS } from '../../tools.js';

/** Options of a model for when it is to think, as the provider's package has them. */
export type ThinkingOptions = Record<string, Record<string, boolean | string | Record<string, boolean>>>;

/** More steps than any loop of ours takes. */
const MAX_STEPS = 5;

/** @param onRun runs the tools in a loop and hears of it; without it, calls are handed to the caller */
export function aiOptions(
  model: LanguageModel,
  ask: Ask,
  thinkingOptions: ThinkingOptions,
  onRun?: (name: string, input: unknown) => void,
) {
  const { system, before, prompt, maxTokens } = ask;
  const messages: ModelMessage[] = [
    ...(before ? [{ role: 'user' as const, content: before[0] }] : []),
    ...(before ? [{ role: 'assistant' as const, content: before[1] }] : []),
    { role: 'user', content: prompt },
  ];
  return {
    model,
    messages,
    maxRetries: 0,
    ...(system && { instructions: system }),
    ...(ask.tools && { tools: toolSet(ask, onRun) }),
    ...(ask.mustCall && { toolChoice: 'required' as const }),
    ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
    ...(ask.thinks && { reasoning: 'low' as const, providerOptions: thinkingOptions }),
    ...(onRun && { stopWhen: isStepCount(MAX_STEPS) }),
  };
}

function toolSet({ tools = [] }: Ask, onRun?: (name: string, input: unknown) => void): ToolSet {
  return Object.fromEntries(
    tools.map((name) => {
      const { description, input } = TOOLS[name];
      const inputSchema: z.ZodType = input;
      const execute = (input: unknown): string => {
        onRun?.(name, input);
        return runTool(name, input);
      };
      return [name, onRun ? tool({ description, inputSchema, execute }) : tool({ description, inputSchema })];
    }),
  );
}
