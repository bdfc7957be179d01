import type { TokenUsage } from '@fairlead/plugin-sdk';
import { asCount, asObject } from '../json/decode.js';

/**
 * Reads `usage` of chat, completion and embedding replies. Cache hits stand in `prompt_tokens_details`, or, with
 * some servers, in `prompt_cache_hit_tokens`. Where the total only adds up with the reasoning tokens on top, they
 * were left out of `completion_tokens`, and are added here: `output` is always the whole completion. In the same way more
 * cache hits than prompt tokens were left out of these: `input` is always the whole prompt.
 */
export function readOpenAiUsage(value: unknown): TokenUsage | undefined {
  const usage = asObject(value);
  if (usage === undefined) return undefined;
  const stated = asCount(usage['prompt_tokens']);
  const completion = asCount(usage['completion_tokens']);
  if (stated === undefined && completion === undefined) return undefined;
  const prompt = asObject(usage['prompt_tokens_details']);
  const cacheRead = asCount(prompt?.['cached_tokens']) ?? asCount(usage['prompt_cache_hit_tokens']);
  const input =
    stated !== undefined && cacheRead !== undefined && cacheRead > stated ? stated + cacheRead : stated;
  const details = asObject(usage['completion_tokens_details']);
  const reasoning = asCount(details?.['reasoning_tokens']);
  const apart = reasoning !== undefined && sumsTo(usage['total_tokens'], stated, completion, reasoning);
  const output = completion !== undefined && apart ? completion + reasoning : completion;
  return definedOnly({
    input,
    cacheRead,
    cacheWrite: asCount(prompt?.['cache_write_tokens']),
    output,
    reasoning,
    inputAudio: asCount(prompt?.['audio_tokens']),
    outputAudio: asCount(details?.['audio_tokens']),
  });
}

function sumsTo(total: unknown, input = 0, completion = 0, reasoning = 0): boolean {
  return reasoning > 0 && asCount(total) === input + completion + reasoning;
}

function definedOnly(usage: Partial<Record<keyof TokenUsage, number | undefined>>): TokenUsage {
  const defined: Partial<Record<keyof TokenUsage, number>> = {};
  for (const key in usage) {
    const count = usage[key as keyof TokenUsage];
    if (count !== undefined) defined[key as keyof TokenUsage] = count;
  }
  return defined;
}
