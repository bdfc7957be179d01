import type { TokenUsage } from '@fairlead/plugin-sdk';
import { asCount, asObject, type JsonObject } from '../json/decode.js';
import { defined } from '../json/defined.js';

/**
 * Reads `usage`. What was read from the cache or written to it is counted beside `input_tokens`; all three together are
 * the prompt.
 */
export function readMessagesUsage(value: unknown): TokenUsage | undefined {
  const usage = asObject(value);
  const uncached = asCount(usage?.['input_tokens']);
  const output = asCount(usage?.['output_tokens']);
  if (usage === undefined || (uncached === undefined && output === undefined)) return undefined;
  const cacheRead = asCount(usage['cache_read_input_tokens']);
  const cacheWrite = asCount(usage['cache_creation_input_tokens']);
  return defined({
    input: uncached === undefined ? undefined : uncached + (cacheRead ?? 0) + (cacheWrite ?? 0),
    cacheRead,
    cacheWrite,
    cacheWrite1h: asCount(asObject(usage['cache_creation'])?.['ephemeral_1h_input_tokens']),
    output,
    reasoning: asCount(asObject(usage['output_tokens_details'])?.['thinking_tokens']),
  });
}

/** A stream states usage twice: each count of the later event is a total, and stands in for the earlier one. */
export function mergeUsage(before: JsonObject | undefined, after: unknown): JsonObject | undefined {
  const stated = Object.entries(asObject(after) ?? {}).filter(([, count]) => count !== null);
  return stated.length === 0 ? before : { ...before, ...Object.fromEntries(stated) };
}
