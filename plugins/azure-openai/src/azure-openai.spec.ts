import plugin from './index.js';

const definition = plugin.providers!['azure-openai']!;
const clock = { now: () => 0, wall: () => new Date(0), after: () => () => undefined };
const base_url = 'https://shop.openai.azure.com';

function made(input: Record<string, unknown>) {
  const parsed = definition.config.parse({ api_key: 'k', base_url, ...input });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  return definition.create(parsed.value, { name: 'azure', clock });
}

describe('azure-openai', () => {
  it.each([
    [{}, 'openai-chat', '/openai/v1/chat/completions'],
    [{}, 'openai-responses', '/openai/v1/responses'],
    [
      { api_version: '2024-10-21' },
      'openai-chat',
      '/openai/deployments/my-4o/chat/completions?api-version=2024-10-21',
    ],
    [
      { api_version: '2024-10-21' },
      'openai-embeddings',
      '/openai/deployments/my-4o/embeddings?api-version=2024-10-21',
    ],
    [{ api_version: '2024-10-21' }, 'openai-responses', '/openai/v1/responses'],
  ] as const)('%j %s', (config, dialect, path) => {
    expect(made(config).address('chat', 'my-4o', { dialect, stream: false })).toBe(`${base_url}${path}`);
  });

  it('sends its key under a name of its own', () => {
    const headers: Record<string, string> = {};
    made({}).authorize?.(headers);
    expect(headers).toEqual({ 'api-key': 'k' });
  });

  it.each([
    [{ status: 400, message: 'triggering Azure OpenAI’s content management policy' }, 'content_filter'],
    [{ status: 404, code: 'DeploymentNotFound' }, 'model_not_found'],
    [{ status: 401, code: '401' }, 'auth_invalid'],
    [{ status: 400, message: 'bad' }, undefined],
  ])('takes %j for %s', (failure, faultClass) => {
    expect(made({}).fault!({ headers: {}, ...failure })).toBe(faultClass);
  });

  it('needs an address, and a version that is a date', () => {
    expect(definition.config.parse({ api_key: 'k' })).toMatchObject({
      ok: false,
      problems: [{ path: ['base_url'] }],
    });
    expect(definition.config.parse({ api_key: 'k', base_url, api_version: 'v1' })).toMatchObject({
      ok: false,
      problems: [{ path: ['api_version'] }],
    });
  });
});
