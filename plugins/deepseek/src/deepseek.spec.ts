import type { Provider } from '@fairlead/plugin-sdk';
import plugin from './index.js';

const definition = plugin.providers!['deepseek']!;
const clock = { now: () => 0, wall: () => new Date(0), after: () => () => undefined };

function made(): Provider {
  const parsed = definition.config.parse({ api_key: 'sk-1' });
  if (!parsed.ok) throw new Error('the options are right');
  return definition.create(parsed.value, { name: 'deepseek', clock });
}

describe('deepseek', () => {
  it('speaks chat only, at the vendor’s own address and prices', () => {
    const provider = made();
    const headers: Record<string, string> = {};
    provider.authorize?.(headers);

    expect(definition).toMatchObject({ speaks: ['openai-chat'], priceTable: 'deepseek' });
    expect(provider.address('chat', 'deepseek-chat', { dialect: 'openai-chat', stream: false })).toBe(
      'https://api.deepseek.com/v1/chat/completions',
    );
    expect(provider.probe?.url).toBe('https://api.deepseek.com/v1/models');
    expect(headers).toEqual({ authorization: 'Bearer sk-1' });
  });

  it('knows two fields by their older names', () => {
    const body = {
      messages: [
        { role: 'developer', content: 'd' },
        { role: 'user', content: 'u' },
      ],
      max_completion_tokens: 5,
    };
    expect(made().patch?.request?.(body, { dialect: 'openai-chat', stream: false })).toEqual({
      messages: [
        { role: 'system', content: 'd' },
        { role: 'user', content: 'u' },
      ],
      max_tokens: 5,
    });
  });

  it.each([
    ['This response_format type is unavailable now', 'unsupported_parameter'],
    ['bad', undefined],
  ])('takes "%s" for %s', (message, faultClass) => {
    expect(made().fault?.({ status: 400, headers: {}, message })).toBe(faultClass);
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
