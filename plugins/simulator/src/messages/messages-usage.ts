import type { Ask } from '../ask/ask.js';
import type { AnswerUsage } from '../reply/answer.js';
import { countTokens } from '../reply/tokens.js';

/** This API counts the parts of the prompt that were read from or written to the cache beside `input_tokens`. */
export interface MessagesUsage {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly output_tokens: number;
}

/** Shorter prompts are not kept, marked or not. */
const LEAST_CACHED_TOKENS = 1024;

export function messagesUsage({ cacheableText }: Ask, usage: AnswerUsage): MessagesUsage {
  const marked = countTokens(cacheableText);
  const written = marked < LEAST_CACHED_TOKENS ? 0 : marked - usage.cacheRead;
  return {
    input_tokens: usage.input - usage.cacheRead - written,
    cache_creation_input_tokens: written,
    cache_read_input_tokens: usage.cacheRead,
    output_tokens: usage.output,
  };
}

/** The parts of a usage that do not change while the reply comes. */
export function steadyUsage({ cache_creation_input_tokens: written }: MessagesUsage): object {
  return {
    cache_creation: { ephemeral_5m_input_tokens: written, ephemeral_1h_input_tokens: 0 },
    service_tier: 'standard',
    inference_geo: 'not_available',
  };
}
