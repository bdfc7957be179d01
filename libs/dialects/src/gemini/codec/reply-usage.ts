import type { ReplyUsage, TokenUsage } from '@fairlead/plugin-sdk';
import { asCount, asObject, type JsonObject } from '../../json/decode.js';
import { residue } from '../objects.js';
import { readGeminiUsage } from '../usage.js';
import { ownExtras } from './own-extras.js';

/** `usageMetadata`. What is counted in finer classes than the form has stays as it is. */
export function decodeUsage(value: unknown): ReplyUsage | undefined {
  const wire = asObject(value);
  if (wire === undefined) return undefined;
  const tokens = readGeminiUsage(wire) ?? {};
  const toolUse = asCount(wire['toolUsePromptTokenCount']) ?? 0;
  return { tokens, ...ownExtras(residue(wire, encodeTokens(tokens, toolUse))) };
}

export function encodeUsage({ tokens, extras }: ReplyUsage): JsonObject {
  const own = extras?.gemini ?? {};
  return { ...encodeTokens(tokens, asCount(own['toolUsePromptTokenCount']) ?? 0), ...own };
}

/** Counts of nothing are left out, as the vendor does. @param toolUse tokens of the prompt that tools put there */
function encodeTokens({ input, output, cacheRead, reasoning }: TokenUsage, toolUse: number): JsonObject {
  const counts = {
    promptTokenCount: input && input - toolUse,
    cachedContentTokenCount: cacheRead,
    candidatesTokenCount: output && output - (reasoning ?? 0),
    thoughtsTokenCount: reasoning,
    totalTokenCount: (input ?? 0) + (output ?? 0),
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined && count > 0));
}
