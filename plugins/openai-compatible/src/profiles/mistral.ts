import type { QuotaReading, ReplyHeaders } from '@fairlead/plugin-sdk';
import type { Profile } from './profile.js';

const MINUTE_MS = 60_000;

/** Mistral. It refuses every field that it does not know, and has names of its own for some. */
export const mistral: Profile = {
  baseUrl: 'https://api.mistral.ai/v1',
  priceTable: 'mistral',
  patch: {
    request({
      max_completion_tokens: maxTokens,
      seed,
      tool_choice: toolChoice,
      messages,
      // What it has no word for. The usage of a stream comes unasked.
      stream_options: _options,
      logit_bias: _bias,
      logprobs: _logprobs,
      top_logprobs: _top,
      reasoning_effort: _effort,
      verbosity: _verbosity,
      modalities: _modalities,
      audio: _audio,
      prompt_cache_key: _key,
      prompt_cache_retention: _retention,
      service_tier: _tier,
      user: _user,
      store: _store,
      ...body
    }) {
      return {
        ...body,
        messages: Array.isArray(messages) ? messages.map(asMistral) : messages,
        ...(maxTokens !== undefined && { max_tokens: maxTokens }),
        ...(seed !== undefined && { random_seed: seed }),
        ...(toolChoice !== undefined && { tool_choice: toolChoice === 'required' ? 'any' : toolChoice }),
      };
    },
  },
  quota: mistralQuota,
};

/** There is no developer apart from the system, and a last message of the assistant must say that it is a prefix. */
function asMistral(message: unknown, index: number, all: unknown[]): unknown {
  const { name: _name, ...rest } = message as Record<string, unknown>;
  const role = rest['role'] === 'developer' ? 'system' : rest['role'];
  const prefix = role === 'assistant' && index === all.length - 1 && !('tool_calls' in rest);
  return { ...rest, role, ...(prefix && { prefix: true }) };
}

/** Limits of a minute, which say nothing of when the minute ends: it does so within one. */
function mistralQuota(headers: ReplyHeaders): readonly QuotaReading[] {
  const names = { requests: 'req', tokens: 'tokens' } as const;
  return (['requests', 'tokens'] as const).flatMap((dimension) => {
    const limit = Number(headers[`x-ratelimit-limit-${names[dimension]}-minute`]);
    const remaining = Number(headers[`x-ratelimit-remaining-${names[dimension]}-minute`] ?? NaN);
    return limit > 0 && remaining >= 0 ? [{ dimension, limit, remaining, resetInMs: MINUTE_MS }] : [];
  });
}
