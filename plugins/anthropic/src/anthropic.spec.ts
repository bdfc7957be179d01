import plugin from './index.js';

const definition = plugin.providers!['anthropic']!;
const clock = { now: () => 0, wall: () => new Date(0), after: () => () => undefined };

function made(input: Record<string, unknown>) {
  const parsed = definition.config.parse(input);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  return definition.create(parsed.value, { name: 'anthropic', clock });
}

function headersOf(
  input: Record<string, unknown>,
  given: Record<string, string> = {},
): Record<string, string> {
  const headers = { ...given };
  made(input).authorize?.(headers);
  return headers;
}

describe('anthropic', () => {
  it('has an address for messages and one for counting', () => {
    const provider = made({ api_key: 'k' });
    expect(provider.address('chat', 'm', { dialect: 'anthropic-messages', stream: true })).toBe(
      'https://api.anthropic.com/v1/messages',
    );
    expect(provider.address('count_tokens', 'm', { dialect: 'anthropic-count-tokens', stream: false })).toBe(
      'https://api.anthropic.com/v1/messages/count_tokens',
    );
    expect(provider.probe).toEqual({ method: 'GET', url: 'https://api.anthropic.com/v1/models?limit=1' });
    expect(definition).toMatchObject({
      speaks: ['anthropic-messages', 'anthropic-count-tokens'],
      priceTable: 'anthropic',
    });
  });

  it.each<[string, Record<string, unknown>, Record<string, string>, Record<string, string>]>([
    ['a key', {}, {}, { 'x-api-key': 'k', 'anthropic-version': '2023-06-01' }],
    ['a version', { version: '2024-01-01' }, {}, { 'x-api-key': 'k', 'anthropic-version': '2024-01-01' }],
    [
      "a caller's own version",
      {},
      { 'anthropic-version': '2025-01-01' },
      { 'x-api-key': 'k', 'anthropic-version': '2025-01-01' },
    ],
    [
      'features in trial, each once',
      { beta: ['a', 'b'] },
      { 'anthropic-beta': 'b, c' },
      { 'x-api-key': 'k', 'anthropic-version': '2023-06-01', 'anthropic-beta': 'b,c,a' },
    ],
  ])('sends %s', (_what, config, given, expected) => {
    expect(headersOf({ api_key: 'k', ...config }, given)).toEqual(expected);
  });

  it.each([
    [{ version: 'new' }, 'version'],
    [{ beta: 'a' }, 'beta'],
    [{ base_url: 'x' }, 'base_url'],
  ])('says what is wrong with %j', (config, key) => {
    expect(definition.config.parse({ api_key: 'k', ...config })).toMatchObject({
      ok: false,
      problems: [{ path: [key] }],
    });
  });

  it('is unconfigured without a key', () => {
    expect(definition.config.parse({})).toMatchObject({ ok: true, unset: ['api_key'] });
  });

  it('reads its limits against the clock of the provider', () => {
    const headers = {
      date: 'Tue, 17 Feb 2026 23:46:29 GMT',
      'anthropic-ratelimit-requests-limit': '20000',
      'anthropic-ratelimit-requests-remaining': '19999',
      'anthropic-ratelimit-requests-reset': '2026-02-17T23:46:30Z',
      'anthropic-ratelimit-input-tokens-limit': '2000000',
      'anthropic-ratelimit-input-tokens-remaining': '0',
      'anthropic-ratelimit-input-tokens-reset': '2026-02-17T23:46:00Z',
      'anthropic-ratelimit-output-tokens-limit': '400000',
    };
    expect(made({ api_key: 'k' }).quota!(headers, clock)).toEqual([
      { dimension: 'requests', limit: 20_000, remaining: 19_999, resetInMs: 1000 },
      { dimension: 'input_tokens', limit: 2_000_000, remaining: 0, resetInMs: 0 },
    ]);
  });

  it.each<[object, string | undefined]>([
    [
      {
        status: 400,
        type: 'invalid_request_error',
        message: 'Your credit balance is too low to access the API.',
      },
      'quota_exhausted',
    ],
    [{ status: 403, type: 'billing_error' }, 'quota_exhausted'],
    [{ status: 400, type: 'invalid_request_error', message: 'messages: required' }, undefined],
    [{ status: 529, type: 'overloaded_error' }, undefined],
  ])('takes %j for %s', (failure, faultClass) => {
    expect(made({ api_key: 'k' }).fault!({ status: 400, headers: {}, ...failure })).toBe(faultClass);
  });
});
