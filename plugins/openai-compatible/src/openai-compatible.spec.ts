import plugin from './index.js';

const definition = plugin.providers!['openai-compatible']!;
const clock = { now: () => 0, wall: () => new Date(0), after: () => () => undefined };
const base_url = 'http://127.0.0.1:11434/v1';

function made(input: Record<string, unknown>) {
  const parsed = definition.config.parse({ base_url, ...input });
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join());
  const provider = definition.create(parsed.value, { name: 'mine', clock });
  const headers: Record<string, string> = {};
  provider.authorize?.(headers);
  return { provider, headers, unset: parsed.unset };
}

describe('openai-compatible', () => {
  it('calls the server it is told, without a key', () => {
    const { provider, headers, unset } = made({});
    expect(provider.address('chat', 'm', { dialect: 'openai-chat', stream: false })).toBe(
      `${base_url}/chat/completions`,
    );
    expect(provider.address('embeddings', 'm', { dialect: 'openai-embeddings', stream: false })).toBe(
      `${base_url}/embeddings`,
    );
    expect(provider.probe).toEqual({ method: 'GET', url: `${base_url}/models` });
    expect({ headers, unset }).toEqual({ headers: {}, unset: [] });
  });

  it('sends the key and the headers, names in lower case', () => {
    const { headers } = made({ api_key: 'gsk-1', headers: { 'X-Team': 'ops' } });
    expect(headers).toEqual({ authorization: 'Bearer gsk-1', 'x-team': 'ops' });
  });

  it('probes where it is told', () => {
    expect(made({ probe_path: '/health' }).provider.probe?.url).toBe(`${base_url}/health`);
  });

  it('has no price table, and speaks what such servers usually do', () => {
    expect(definition.priceTable).toBeUndefined();
    const { provider } = made({});
    expect([provider.priceTable, provider.speaks]).toEqual([undefined, ['openai-chat', 'openai-embeddings']]);
  });

  it('speaks what it is told to', () => {
    expect(made({ dialects: ['openai-responses', 'rerank'] }).provider.speaks).toEqual([
      'openai-responses',
      'rerank',
    ]);
  });

  it('cannot do without an address where no profile knows one', () => {
    const parsed = definition.config.parse({});
    if (!parsed.ok) throw new Error('the options are right, each by itself');
    expect(() => definition.create(parsed.value, { name: 'mine', clock })).toThrow('base_url is required');
  });

  it.each<[input: Record<string, unknown>, key: string, code: string]>([
    [{ profile: 'acme' }, 'profile', 'invalid'],
    [{ dialects: ['gemini'] }, 'dialects', 'invalid'],
    [{ base_url: 'localhost' }, 'base_url', 'invalid'],
    [{ probe_path: 'models' }, 'probe_path', 'invalid'],
    [{ headers: 'x-team: ops' }, 'headers', 'invalid'],
    [{ headers: ['ops'] }, 'headers', 'invalid'],
    [{ headers: { 'x team': 'ops' } }, 'headers', 'invalid'],
    [{ headers: { 'x-team': 5 } }, 'headers', 'invalid'],
    [{ headers: { 'x-team': 'a\r\nb: c' } }, 'headers', 'invalid'],
    [{ headers: { Host: 'other' } }, 'headers', 'invalid'],
    [{ header: {} }, 'header', 'unknown_key'],
  ])('%j is a problem of %s', (input, key, code) => {
    expect(definition.config.parse({ base_url, ...input })).toMatchObject({
      ok: false,
      problems: [{ path: [key], code }],
    });
  });
});
