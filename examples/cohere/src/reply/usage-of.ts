import type { TokenUsage } from '@fairlead/plugin-sdk';
import type { ChatUsage } from './chat-reply.js';

/** The tokens that are paid, where the API says them: prices are for those. The cache's are a part of the others. */
export function usageOf({ billed_units: billed, tokens, cached_tokens: cached }: ChatUsage): TokenUsage {
  const { input_tokens: input, output_tokens: output } = billed ?? tokens ?? {};
  return {
    ...(input !== undefined && { input }),
    ...(output !== undefined && { output }),
    ...(billed === undefined && cached !== undefined && { cacheRead: cached }),
  };
}
