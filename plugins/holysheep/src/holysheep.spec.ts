import plugin from './index.js';

const definition = plugin.providers!['holysheep']!;
const clock = { now: () => 0, wall: () => new Date(0), after: () => () => undefined };

describe('holysheep', () => {
  it.each(['hs-1234', 'sk-1234', ' hs-1234 '])('takes the key %j', (key) => {
    const parsed = definition.config.parse({ api_key: key });
    if (!parsed.ok) throw new Error('the options are right');
    const provider = definition.create(parsed.value, { name: 'holysheep', clock });
    const headers: Record<string, string> = {};
    provider.authorize?.(headers);

    expect(headers).toEqual({ authorization: `Bearer ${key.trim()}` });
    expect(provider.address('chat', 'm', { dialect: 'openai-chat', stream: false })).toBe(
      'https://api.holysheep.ai/v1/chat/completions',
    );
    expect(provider.address('embeddings', 'm', { dialect: 'openai-embeddings', stream: false })).toBe(
      'https://api.holysheep.ai/v1/embeddings',
    );
    expect(provider.probe?.url).toBe('https://api.holysheep.ai/v1/models');
  });

  it('speaks both dialects and is in no price table', () => {
    expect(definition.speaks).toEqual(['openai-chat', 'openai-embeddings']);
    expect(definition.priceTable).toBeUndefined();
  });

  it('says what a key begins with, without the key', () => {
    const parsed = definition.config.parse({ api_key: 'AIza-very-secret' });
    const problems = parsed.ok ? [] : parsed.problems;
    expect(problems).toMatchObject([{ path: ['api_key'], code: 'invalid' }]);
    expect(problems[0]?.message).toMatch(/api_key is no HolySheep key: .*"hs-" or "sk-"/);
    expect(problems[0]?.message).not.toContain('very-secret');
  });

  it.each([{}, { api_key: '' }])('is unconfigured, not wrong, with %j', (input) => {
    expect(definition.config.parse(input)).toMatchObject({ ok: true, unset: ['api_key'] });
  });
});
