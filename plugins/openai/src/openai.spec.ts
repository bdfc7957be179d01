import plugin from './index.js';

const definition = plugin.providers!['openai']!;
const context = {
  name: 'openai',
  clock: { now: () => 0, wall: () => new Date(0), after: () => () => undefined },
};

function made(input: Record<string, unknown>) {
  const parsed = definition.config.parse(input);
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join());
  const provider = definition.create(parsed.value, context);
  const headers: Record<string, string> = {};
  provider.authorize?.(headers);
  return { provider, headers, unset: parsed.unset };
}

describe('openai', () => {
  it('speaks every dialect of the vendor at its own address and prices', () => {
    const { provider } = made({ api_key: 'sk-1' });
    expect(definition).toMatchObject({
      speaks: expect.arrayContaining(['openai-responses', 'openai-embeddings', 'openai-speech']),
      priceTable: 'openai',
    });
    expect(definition.speaks[0]).toBe('openai-chat');
    expect(provider.address('chat', 'gpt-4.1', { dialect: 'openai-chat', stream: false })).toBe(
      'https://api.openai.com/v1/chat/completions',
    );
    expect(provider.address('embeddings', 'e', { dialect: 'openai-embeddings', stream: false })).toBe(
      'https://api.openai.com/v1/embeddings',
    );
    expect(provider.probe).toEqual({ method: 'GET', url: 'https://api.openai.com/v1/models' });
  });

  it('takes another base URL, with or without a slash at its end', () => {
    const { provider } = made({ api_key: 'sk-1', base_url: 'http://127.0.0.1:9/v1/' });
    expect(provider.address('chat', 'm', { dialect: 'openai-chat', stream: false })).toBe(
      'http://127.0.0.1:9/v1/chat/completions',
    );
  });

  it.each([
    [{ api_key: ' sk-1\n' }, { authorization: 'Bearer sk-1' }],
    [
      { api_key: 'sk-1', organization: 'org-1', project: 'proj-1' },
      { authorization: 'Bearer sk-1', 'openai-organization': 'org-1', 'openai-project': 'proj-1' },
    ],
  ])('%j is sent as %j', (input, expected) => {
    expect(made(input).headers).toEqual(expected);
  });

  it('is unconfigured, not wrong, without a key', () => {
    expect(made({}).unset).toEqual(['api_key']);
  });

  it.each([
    [{ base_url: 'api.openai.com' }, 'base_url', 'invalid'],
    [{ organization: 5 }, 'organization', 'invalid'],
    [{ apikey: 'sk-1' }, 'apikey', 'unknown_key'],
  ])('%j is a problem of %s', (input, key, code) => {
    expect(definition.config.parse(input)).toMatchObject({ ok: false, problems: [{ path: [key], code }] });
  });
});
