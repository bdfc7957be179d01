import plugin from './index.js';

const definition = plugin.providers!['deepseek']!;
const clock = { now: () => 0, wall: () => new Date(0), after: () => () => undefined };

describe('deepseek', () => {
  it('speaks chat only, at the vendor’s own address and prices', () => {
    const parsed = definition.config.parse({ api_key: 'sk-1' });
    if (!parsed.ok) throw new Error('the options are right');
    const provider = definition.create(parsed.value, { name: 'deepseek', clock });
    const headers: Record<string, string> = {};
    provider.authorize?.(headers);

    expect(definition).toMatchObject({ speaks: ['openai-chat'], priceTable: 'deepseek' });
    expect(provider.address('chat', 'deepseek-chat', { dialect: 'openai-chat', stream: false })).toBe(
      'https://api.deepseek.com/v1/chat/completions',
    );
    expect(provider.probe?.url).toBe('https://api.deepseek.com/v1/models');
    expect(headers).toEqual({ authorization: 'Bearer sk-1' });
  });

  it('is unconfigured, not wrong, without a key', () => {
    expect(definition.config.parse({})).toMatchObject({ ok: true, unset: ['api_key'] });
  });

  it('names the key that is wrong', () => {
    expect(definition.config.parse({ base_url: 'ftp://x' })).toMatchObject({
      ok: false,
      problems: [{ path: ['base_url'], code: 'invalid' }],
    });
  });
});
