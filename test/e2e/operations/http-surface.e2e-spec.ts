import { once } from 'node:events';
import { connect } from 'node:net';
import { embeddings, ok } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call, type CallOptions, type HttpAnswer } from '../../support/http-call.js';

const MESSAGES = [{ role: 'user', content: 'Ahoy' }];
const CHAT = '/v1/chat/completions';

let provider: FaultServer;
let gateway: GatewayProcess;

beforeAll(async () => {
  await ensureBuilt();
  provider = await startFaultServer();
  gateway = await startGateway({
    config: fairleadYaml({ one: { base_url: provider.baseUrl } }),
    policy: policyYaml(
      [
        { name: 'vip', match: { model: 'chat', headers: { 'X-Team': 'blue' } }, targets: ['one/by-header'] },
        { name: 'tagged', match: { model: 'chat', labels: { app: 'shop' } }, targets: ['one/by-label'] },
        { name: 'chat', match: { model: ['chat', 'gpt-*'] }, targets: ['one/m'] },
        { name: 'vectors', match: { endpoint: 'embeddings' }, targets: ['one/embed'] },
        { name: 'nested', match: { model: 'nested' }, targets: ['one/org/deep'] },
      ],
      { aliases: { old: 'older', older: 'chat', straight: 'one/m' } },
    ),
  });
}, 180_000);
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
});
beforeEach(() => provider.always(ok()));

const ask = (path: string, body?: object | string, options?: CallOptions): Promise<HttpAnswer> =>
  call(`${gateway.apiUrl}${path}`, body, options);
const json = ({ text }: HttpAnswer): unknown => JSON.parse(text);

describe('a request that leads nowhere', () => {
  type Row = [what: string, path: string, body: object | string | undefined, options: CallOptions];
  const expectRefusal = async ([, path, body, options]: Row): Promise<HttpAnswer> => {
    const before = provider.requests.length;
    const answer = await ask(path, body, options);
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringContaining('application/json') as unknown,
      'x-request-id': expect.stringMatching(/^req_/) as unknown,
    });
    expect(provider.requests.length).toBe(before);
    return answer;
  };

  it.each<[...Row, status: number, code: string]>([
    ['an unknown path', '/v1/chat', {}, {}, 404, 'unknown_url'],
    ['the root', '/', undefined, {}, 404, 'unknown_url'],
    ['GET of chat completions', CHAT, undefined, {}, 405, 'method_not_supported'],
    ['DELETE of a model', '/v1/models/chat', undefined, { method: 'DELETE' }, 405, 'method_not_supported'],
    ['POST to health', '/health/live', {}, {}, 405, 'method_not_supported'],
    ['a model that nobody lists', '/v1/models/nobody', undefined, {}, 404, 'model_not_found'],
  ])('is told: %s', async (what, path, body, options, status, code) => {
    const answer = await expectRefusal([what, path, body, options]);
    const fairlead = { request_id: answer.headers['x-request-id'] };
    expect(answer.status).toBe(status);
    expect(json(answer)).toMatchObject({
      error: { type: 'invalid_request_error', code, message: expect.any(String) as unknown, fairlead },
    });
    expect(answer.headers['x-should-retry']).toBe('false');
  });

  it.each<[...Row, status: number, param: string | null, code: string]>([
    ['text that is not JSON', CHAT, '{"model":', {}, 400, null, 'invalid_json'],
    ['no body', CHAT, '', {}, 400, null, 'invalid_json'],
    ['a list', CHAT, '[]', {}, 400, null, 'invalid_json'],
    ['no model', CHAT, { messages: MESSAGES }, {}, 400, 'model', 'missing_model'],
    ['a model that is a number', CHAT, { model: 4 }, {}, 400, 'model', 'missing_model'],
    ['an unknown model', CHAT, { model: 'nobody' }, {}, 404, 'model', 'model_not_found'],
    ['a target that the policy does not name', CHAT, { model: 'one/x' }, {}, 404, 'model', 'model_not_found'],
  ])('is refused: %s', async (what, path, body, options, status, param, code) => {
    const answer = await expectRefusal([what, path, body, options]);
    expect(answer.status).toBe(status);
    expect(json(answer)).toMatchObject({ error: { type: 'invalid_request_error', param, code } });
  });

  it.each([
    [CHAT, 'POST'],
    [`/openai${CHAT}`, 'POST'],
    [`${CHAT}?beta=1`, 'POST'],
    ['/v1/embeddings', 'POST'],
  ])('is told the method of %s', async (path, allow) => {
    const { status, headers } = await ask(path);
    expect([status, headers['allow']]).toEqual([405, allow]);
  });
});

describe('a chat request', () => {
  const chat = (model: string, options?: CallOptions, path = CHAT): Promise<HttpAnswer> =>
    ask(path, { model, messages: MESSAGES }, options);

  it.each<[string, string, CallOptions, string, string]>([
    ['a name', 'chat', {}, 'chat', 'one/m'],
    ['a pattern', 'gpt-7-mini', {}, 'chat', 'one/m'],
    ['an alias of an alias', 'old', {}, 'chat', 'one/m'],
    ['a header', 'chat', { headers: { 'x-team': 'blue' } }, 'vip', 'one/by-header'],
    ['another value of that header', 'chat', { headers: { 'x-team': 'red' } }, 'chat', 'one/m'],
    ['a label', 'chat', { headers: { 'x-fairlead-label-app': 'shop' } }, 'tagged', 'one/by-label'],
  ])('goes by %s', async (_what, model, options, route, target) => {
    const { status, headers } = await chat(model, options);
    expect([status, headers['x-fairlead-route'], headers['x-fairlead-target']]).toEqual([200, route, target]);
    expect(headers).toMatchObject({
      'x-fairlead-attempts': '1',
      'x-fairlead-policy': expect.stringMatching(/^[0-9a-f]{12}$/) as unknown,
    });
    expect(provider.requests.at(-1)?.body['model']).toBe(target.slice('one/'.length));
  });

  it.each([
    ['provider/model', 'one/m', 'm'],
    ['a model with a slash of its own', 'one/org/deep', 'org/deep'],
    ['an alias for a target', 'straight', 'm'],
  ])('reaches a target directly by %s', async (_what, model, sent) => {
    const { status, headers } = await chat(model);
    expect([status, headers['x-fairlead-target']]).toEqual([200, `one/${sent}`]);
    expect(provider.requests.at(-1)?.body['model']).toBe(sent);
  });

  it.each([`/openai${CHAT}`, `${CHAT}/`, `${CHAT}?api-version=1`])('is served at %s', async (path) => {
    expect((await chat('chat', {}, path)).status).toBe(200);
  });

  it('keeps a request id that is fit for a log, and replaces any other', async () => {
    const kept = await chat('chat', { headers: { 'x-request-id': 'job-17.a:b' } });
    expect(kept.headers['x-request-id']).toBe('job-17.a:b');
    for (const unfit of ['two words', 'x'.repeat(129), '"quoted"']) {
      const { headers } = await chat('chat', { headers: { 'x-request-id': unfit } });
      expect(headers['x-request-id']).toMatch(/^req_[0-9a-f]{32}$/);
    }
  });

  it('is read whatever content type it declares', async () => {
    const { status } = await chat('chat', { headers: { 'content-type': 'text/plain' } });
    expect(status).toBe(200);
  });

  it('carries no header of the caller to the provider but the trace', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await chat('chat', {
      headers: {
        authorization: 'Bearer callers-own',
        'x-api-key': 'callers-own',
        cookie: 'callers-own',
        'x-team': 'callers-own',
        traceparent,
      },
    });
    const { headers = {} } = provider.requests.at(-1) ?? {};
    expect(headers).toMatchObject({ authorization: 'Bearer key-of-one', traceparent });
    expect(JSON.stringify(headers)).not.toContain('callers-own');
  });
});

it('serves embeddings', async () => {
  provider.always(embeddings());
  const answer = await ask('/v1/embeddings', { model: 'any-embedder', input: 'Ahoy' });
  expect([answer.status, answer.headers['x-fairlead-route']]).toEqual([200, 'vectors']);
  expect(json(answer)).toMatchObject({ object: 'list', data: [{ object: 'embedding' }] });
  expect(provider.requests.at(-1)).toMatchObject({ path: '/v1/embeddings', body: { model: 'embed' } });
});

describe('the list of models', () => {
  it.each(['/v1/models', '/openai/v1/models', '/v1/models/'])('%s', async (path) => {
    const { data } = json(await ask(path)) as { data: { id: string; owned_by: string }[] };
    const ids = data.map(({ id, owned_by: owner }) => `${owner}: ${id}`);
    expect(ids).toEqual(
      expect.arrayContaining([
        ...['chat', 'nested', 'old', 'older', 'straight'].map((id) => `fairlead: ${id}`),
        ...['one/m', 'one/org/deep', 'one/embed'].map((id) => `one: ${id}`),
      ]),
    );
  });

  it.each(['chat', 'old', 'one/m', 'one/org/deep', 'one%2Forg%2Fdeep'])('has %s', async (id) => {
    const answer = await ask(`/v1/models/${id}`);
    expect(answer.status).toBe(200);
    expect(json(answer)).toMatchObject({
      id: decodeURIComponent(id),
      object: 'model',
      created: expect.any(Number) as unknown,
    });
  });

  it.each(['/v1/models', '/health/live'])('answers HEAD of %s without a body', async (path) => {
    const { status, text } = await ask(path, undefined, { method: 'HEAD' });
    expect([status, text]).toEqual([200, '']);
  });
});

it('survives a connection that talks nonsense', async () => {
  const socket = connect(Number(new URL(gateway.apiUrl).port), '127.0.0.1');
  socket.end('this is not HTTP\r\n\r\n');
  const [reply] = (await once(socket, 'data')) as [Buffer];
  expect(reply.toString()).toContain('400 Bad Request');
  socket.destroy();
  expect((await ask('/health/live')).status).toBe(200);
});
