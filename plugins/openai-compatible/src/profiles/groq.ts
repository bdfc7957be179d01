import type { Profile } from './profile.js';

/** Groq. It refuses names of participants and what it cannot compute, so these do not go there. */
export const groq: Profile = {
  baseUrl: 'https://api.groq.com/openai/v1',
  priceTable: 'groq',
  patch: {
    request({ messages, logit_bias: _bias, logprobs: _logprobs, top_logprobs: _top, ...body }) {
      return { ...body, messages: Array.isArray(messages) ? messages.map(withoutName) : messages };
    },
  },
  // The model wrote a call that does not fit, or none where it had to: another one may do better.
  fault: ({ code }) => (code === 'tool_use_failed' ? 'protocol_error' : undefined),
};

function withoutName(message: unknown): unknown {
  if (typeof message !== 'object' || message === null) return message;
  const { name: _name, ...rest } = message as Record<string, unknown>;
  return rest;
}
