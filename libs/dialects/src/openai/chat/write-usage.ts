import type { ReplyUsage } from '../../form/index.js';
import { asObject, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { readOpenAiUsage } from '../usage.js';
import { keep, ownExtras } from './own.js';

/** The counts, and the object itself for whatever else it says. */
export function decodeUsage(value: unknown): ReplyUsage | undefined {
  const tokens = readOpenAiUsage(value);
  return tokens && { tokens, ...keep(asObject(value)) };
}

/** The three sums are required on the wire: a side that the provider did not state is 0 here, and only here. */
export function writeUsage(usage: ReplyUsage): JsonObject {
  const { input = 0, output = 0, cacheRead, cacheWrite, reasoning, inputAudio, outputAudio } = usage.tokens;
  const prompt = defined({
    cached_tokens: cacheRead,
    cache_write_tokens: cacheWrite,
    audio_tokens: inputAudio,
  });
  const completion = defined({ reasoning_tokens: reasoning, audio_tokens: outputAudio });
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    ...(Object.keys(prompt).length > 0 && { prompt_tokens_details: prompt }),
    ...(Object.keys(completion).length > 0 && { completion_tokens_details: completion }),
    ...ownExtras(usage),
  };
}
