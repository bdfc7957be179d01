import type { TokenUsage } from '@fairlead/plugin-sdk';
import { asArray, asCount, asObject } from '../json/decode.js';
import { defined } from '../json/defined.js';

/**
 * Reads `usageMetadata`. Thoughts are counted beside the candidates, and what tools put into the prompt beside the
 * prompt; both are added here. Cached tokens are part of the prompt already.
 */
export function readGeminiUsage(value: unknown): TokenUsage | undefined {
  const usage = asObject(value);
  if (usage === undefined) return undefined;
  const input = sum(asCount(usage['promptTokenCount']), asCount(usage['toolUsePromptTokenCount']));
  const reasoning = asCount(usage['thoughtsTokenCount']);
  const output = sum(asCount(usage['candidatesTokenCount']), reasoning);
  if (input === undefined && output === undefined) return undefined;
  return defined({
    input,
    cacheRead: asCount(usage['cachedContentTokenCount']),
    output,
    reasoning,
    inputAudio: audioTokens(usage['promptTokensDetails']),
    outputAudio: audioTokens(usage['candidatesTokensDetails']),
  });
}

function audioTokens(details: unknown): number | undefined {
  const audio = asArray(details).find((detail) => asObject(detail)?.['modality'] === 'AUDIO');
  return asCount(asObject(audio)?.['tokenCount']);
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined && other === undefined ? undefined : (one ?? 0) + (other ?? 0);
}
