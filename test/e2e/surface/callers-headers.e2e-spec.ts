import { call } from '../../support/http-call.js';
import { startSurface, type Surface } from './surface.js';
import { well } from './well.js';

const KEY = 'callers-own-key';
const MESSAGE = { max_tokens: 9, messages: [{ role: 'user', content: 'Ahoy' }] };

/** The ways in which client libraries say their key. */
const WAYS: readonly (readonly [way: string, headers: Readonly<Record<string, string>>, query: string])[] = [
  ['authorization', { authorization: `Bearer ${KEY}` }, ''],
  ['x-api-key', { 'x-api-key': KEY }, ''],
  ['api-key', { 'api-key': KEY }, ''],
  ['x-goog-api-key', { 'x-goog-api-key': KEY }, ''],
  ['?key=', {}, `key=${KEY}`],
];

const REQUESTS: readonly (readonly [kind: string, path: string, body: object])[] = [
  ['chat', '/v1/chat/completions', { model: 'via-chat', messages: [] }],
  ['responses', '/v1/responses', { model: 'via-responses', input: 'Ahoy' }],
  ['messages', '/v1/messages', { model: 'via-messages', ...MESSAGE }],
  ['gemini', '/v1beta/models/via-gemini:generateContent', { contents: [] }],
  ['gemini', '/v1beta/models/via-gemini:streamGenerateContent?alt=sse', { contents: [] }],
];

let surface: Surface;
beforeAll(async () => {
  surface = await startSurface();
}, 180_000);
afterAll(() => surface.stop());
beforeEach(() => {
  surface.vendor.requests.length = 0;
  surface.vendor.answer = well;
});

describe.each(REQUESTS)('a key of the caller, to %s at %s', (kind, path, body) => {
  it.each(WAYS)('as %s stays here', async (_way, headers, query) => {
    const url = `${surface.url}${path}${query && `${path.includes('?') ? '&' : '?'}${query}`}`;
    const { status } = await call(url, body, { headers });
    expect([status, surface.vendor.requests.length]).toEqual([200, 1]);
    const sent = JSON.stringify(surface.vendor.requests);
    expect(sent).toContain(`"x-vendor-key":"key-of-${kind}"`);
    expect(sent).not.toContain(KEY);
  });
});

describe('headers of a dialect', () => {
  const headers = { 'anthropic-beta': 'context-2026-01-01', 'anthropic-version': '2023-06-01' };
  const post = (path: string, model: string): Promise<{ status: number }> =>
    call(`${surface.url}${path}`, { model, ...MESSAGE }, { headers });

  it.each(['/v1/messages', '/v1/messages/count_tokens'])('go along where %s passes', async (path) => {
    expect((await post(path, 'via-messages')).status).toBe(200);
    expect(surface.vendor.requests[0]!.headers).toMatchObject(headers);
  });

  it('stay here where the request is translated', async () => {
    expect((await post('/v1/messages', 'via-chat')).status).toBe(200);
    expect(surface.vendor.requests[0]!.url).toBe('/v1/chat/completions');
    expect(JSON.stringify(surface.vendor.requests[0]!.headers)).not.toContain('anthropic');
  });

  it('mean nothing in another dialect', async () => {
    expect((await post('/v1/chat/completions', 'via-chat')).status).toBe(200);
    expect(JSON.stringify(surface.vendor.requests[0]!.headers)).not.toContain('anthropic');
  });
});
