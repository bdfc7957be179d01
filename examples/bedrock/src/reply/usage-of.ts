import type { TokenUsage } from '@fairlead/plugin-sdk';
import type { ConverseUsage } from './converse-reply.js';

/** The API counts the cached part of the prompt apart, the form within it. */
export function usageOf(usage: ConverseUsage): TokenUsage {
  const { inputTokens, outputTokens, cacheReadInputTokens: read, cacheWriteInputTokens: write } = usage;
  const hour = usage.cacheDetails?.find(({ ttl }) => ttl === '1h')?.inputTokens;
  return {
    ...(inputTokens !== undefined && { input: inputTokens + (read ?? 0) + (write ?? 0) }),
    ...(outputTokens !== undefined && { output: outputTokens }),
    ...(read !== undefined && { cacheRead: read }),
    ...(write !== undefined && { cacheWrite: write }),
    ...(hour !== undefined && { cacheWrite1h: hour }),
  };
}
