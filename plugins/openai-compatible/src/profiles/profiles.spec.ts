import type { Provider } from '@fairlead/plugin-sdk';
import plugin from '../index.js';

const definition = plugin.providers!['openai-compatible']!;
const clock = { now: () => 0, wall: () => new Date(0), after: () => () => undefined };
const call = { dialect: 'openai-chat', stream: true } as const;

function made(profile: string): Provider {
  const parsed = definition.config.parse({ profile, api_key: 'k' });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  return definition.create(parsed.value, { name: profile, clock });
}

const user = { role: 'user', content: 'x' };

describe('profiles', () => {
  it.each([
    ['groq', 'https://api.groq.com/openai/v1', 'groq'],
    ['mistral', 'https://api.mistral.ai/v1', 'mistral'],
    ['openrouter', 'https://openrouter.ai/api/v1', 'openrouter'],
    ['xai', 'https://api.x.ai/v1', 'x-ai'],
  ])('%s knows its address and its prices', (profile, url, priceTable) => {
    const provider = made(profile);
    expect(provider.address('chat', 'm', call)).toBe(`${url}/chat/completions`);
    expect(provider.priceTable).toBe(priceTable);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'groq',
      {
        messages: [{ ...user, name: 'ann' }],
        logit_bias: {},
        logprobs: true,
        top_logprobs: 2,
        temperature: 0,
      },
      { messages: [user], temperature: 0 },
    ],
    [
      'mistral',
      {
        messages: [{ role: 'developer', content: 'd' }, user, { role: 'assistant', content: 'On' }],
        max_completion_tokens: 5,
        seed: 1,
        tool_choice: 'required',
        stream: true,
        stream_options: { include_usage: true },
        user: 'u',
        reasoning_effort: 'low',
      },
      {
        messages: [
          { role: 'system', content: 'd' },
          user,
          { role: 'assistant', content: 'On', prefix: true },
        ],
        max_tokens: 5,
        random_seed: 1,
        tool_choice: 'any',
        stream: true,
      },
    ],
    [
      'mistral',
      { messages: [user, { role: 'assistant', content: null, tool_calls: [] }], tool_choice: 'auto' },
      { messages: [user, { role: 'assistant', content: null, tool_calls: [] }], tool_choice: 'auto' },
    ],
    ['openrouter', { messages: [user] }, { messages: [user], usage: { include: true } }],
  ])('%s gets %j in its own words', (profile, body, expected) => {
    expect(made(profile).patch!.request!(body, call)).toEqual(expected);
  });

  it('asks openrouter for its price in chat completions alone', () => {
    const responses = { dialect: 'openai-responses', stream: false } as const;
    expect(made('openrouter').patch!.request!({ input: 'x' }, responses)).toEqual({ input: 'x' });
  });

  it.each([
    ['groq', { status: 400, code: 'tool_use_failed' }, 'protocol_error'],
    ['groq', { status: 400, code: 'other' }, undefined],
    ['xai', { status: 400, message: 'Incorrect API key provided.' }, 'auth_invalid'],
    ['xai', { status: 400, message: 'bad' }, undefined],
  ])('%s takes %j for %s', (profile, failure, faultClass) => {
    expect(made(profile).fault!({ headers: {}, ...failure })).toBe(faultClass);
  });

  it('reads the limits of a minute at mistral', () => {
    const headers = {
      'x-ratelimit-limit-req-minute': '60',
      'x-ratelimit-remaining-req-minute': '0',
      'x-ratelimit-limit-tokens-minute': '500000',
    };
    expect(made('mistral').quota!(headers, clock)).toEqual([
      { dimension: 'requests', limit: 60, remaining: 0, resetInMs: 60_000 },
    ]);
  });
});
