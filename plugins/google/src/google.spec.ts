import type { AddressedCall } from '@fairlead/plugin-sdk';
import plugin from './index.js';

const definition = plugin.providers!['google']!;
const clock = { now: () => 0, wall: () => new Date(0), after: () => () => undefined };

function made(input: Record<string, unknown>) {
  const parsed = definition.config.parse(input);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  return definition.create(parsed.value, { name: 'google', clock });
}

describe('google', () => {
  it.each<[AddressedCall, string]>([
    [{ dialect: 'gemini', stream: false }, 'generateContent'],
    [{ dialect: 'gemini', stream: true }, 'streamGenerateContent?alt=sse'],
    [{ dialect: 'gemini-count-tokens', stream: false }, 'countTokens'],
    [{ dialect: 'gemini-embeddings', stream: false }, 'embedContent'],
    [{ dialect: 'gemini-embeddings', stream: false, batch: true }, 'batchEmbedContents'],
  ])('%j', (call, method) => {
    expect(made({ api_key: 'k' }).address('chat', 'gemini-2.5-flash', call)).toBe(
      `https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:${method}`,
    );
  });

  it('sends the key in a header, never in an address', () => {
    const provider = made({ api_key: 'secret', base_url: 'http://127.0.0.1:9/', api_version: 'v1' });
    const headers: Record<string, string> = {};
    provider.authorize?.(headers);
    expect(headers).toEqual({ 'x-goog-api-key': 'secret' });
    expect(provider.probe?.url).toBe('http://127.0.0.1:9/v1/models?pageSize=1');
    expect(provider.address('chat', 'a/b', { dialect: 'gemini', stream: false })).toBe(
      'http://127.0.0.1:9/v1/models/a%2Fb:generateContent',
    );
  });

  it('is unconfigured without a key, and names a wrong version', () => {
    expect(definition.config.parse({})).toMatchObject({ ok: true, unset: ['api_key'] });
    expect(definition.config.parse({ api_key: 'k', api_version: 'beta' })).toMatchObject({
      ok: false,
      problems: [{ path: ['api_version'] }],
    });
  });
});
