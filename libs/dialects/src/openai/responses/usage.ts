import type { TokenUsage } from '@fairlead/plugin-sdk';
import type { ReplyUsage } from '../../form/index.js';
import { asCount, asObject, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { keep, ownExtras } from './own.js';

/** Reads `usage` of a response; undefined where it states neither side. */
export function readResponsesUsage(value: unknown): TokenUsage | undefined {
  const usage = asObject(value);
  const input = asCount(usage?.['input_tokens']);
  const output = asCount(usage?.['output_tokens']);
  if (usage === undefined || (input === undefined && output === undefined)) return undefined;
  const prompt = asObject(usage['input_tokens_details']);
  return defined({
    input,
    cacheRead: asCount(prompt?.['cached_tokens']),
    cacheWrite: asCount(prompt?.['cache_write_tokens']),
    output,
    reasoning: asCount(asObject(usage['output_tokens_details'])?.['reasoning_tokens']),
  });
}

/** The counts, and the object itself for whatever else it says. */
export function decodeUsage(value: unknown): ReplyUsage | undefined {
  const tokens = readResponsesUsage(value);
  return tokens && { tokens, ...keep(asObject(value)) };
}

/**
 * All five counts are required on the wire, so a class that the provider did not state is written as 0 here, and
 * only here.
 */
export function writeUsage(usage: ReplyUsage): JsonObject {
  const { input = 0, cacheRead = 0, cacheWrite, output = 0, reasoning = 0 } = usage.tokens;
  return {
    input_tokens: input,
    input_tokens_details: {
      cached_tokens: cacheRead,
      ...(cacheWrite !== undefined && { cache_write_tokens: cacheWrite }),
    },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + output,
    ...ownExtras(usage),
  };
}
