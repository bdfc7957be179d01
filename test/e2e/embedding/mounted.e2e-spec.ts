import {
  Catch,
  VersioningType,
  type ArgumentsHost,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import OpenAI from 'openai';
import { map, type Observable } from 'rxjs';
import { ok, stall } from '../../support/behaviours/index.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { call, type CallOptions, type HttpAnswer } from '../../support/http-call.js';
import { createGate, until } from '../../support/time.js';
import { configOf, startHost, type Host } from './host.js';

const CHAT = { model: 'chat', messages: [{ role: 'user' as const, content: 'Ahoy' }] };
const PATH = '/api/ai/v1/chat/completions';
const TOKEN = 's3cret';

/** The application's own way of saying that something went wrong. */
@Catch()
class HostFilter {
  catch(error: Error, host: ArgumentsHost): void {
    void host.switchToHttp().getResponse<FastifyReply>().status(418).send({ oops: error.message });
  }
}

/** Keeps out whoever says so. */
class HostGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return context.switchToHttp().getRequest<FastifyRequest>().headers['x-stranger'] === undefined;
  }
}

function dress(app: NestFastifyApplication): void {
  app.setGlobalPrefix('api');
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  app.enableCors({ origin: 'https://page.example' });
  app.useGlobalFilters(new HostFilter());
  app.useGlobalGuards(new HostGuard());
  app.useGlobalPipes({
    transform: (value: unknown, { type }): unknown =>
      type === 'body' && typeof value === 'object' ? { ...value, piped: true } : value,
  });
  app.useGlobalInterceptors({
    intercept: (_context, next): Observable<unknown> =>
      next.handle().pipe(map((data: unknown) => ({ data }))),
  });
}

let provider: FaultServer;
let host: Host;

beforeAll(async () => {
  provider = await startFaultServer();
  const settings = {
    config: configOf(provider, { limits: { body: '2MiB' } }),
    env: { FAIRLEAD_ADMIN_TOKEN: TOKEN },
  };
  host = await startHost({ ...settings, prefix: '/ai', mount: { admin: true } }, { prepare: dress });
});
afterAll(async () => {
  await host.app.close();
  await provider.stop();
});
beforeEach(() => provider.always(ok()));

const ask = (path: string, body?: object | string, options?: CallOptions): Promise<HttpAnswer> =>
  call(`${host.url}${path}`, body, options);
const json = ({ text }: HttpAnswer): unknown => JSON.parse(text);

describe('the gateway under a prefix of an application', () => {
  it('serves a client library', async () => {
    const client = new OpenAI({ baseURL: `${host.url}/api/ai/v1`, apiKey: 'callers-own', maxRetries: 0 });
    const reply = await client.chat.completions.create(CHAT);
    expect(reply.choices[0]?.message.content).toMatch(/\w/);
    let said = '';
    for await (const chunk of await client.chat.completions.create({ ...CHAT, stream: true }))
      said += chunk.choices[0]?.delta.content ?? '';
    expect(said).toMatch(/\w/);
    expect((await client.models.list()).data.map(({ id }) => id)).toContain('chat');
    expect((await client.models.retrieve('one/m')).id).toBe('one/m');
  });

  it('passes on the caller’s bytes, whatever type they are said to be', async () => {
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
      const { status } = await ask(PATH, CHAT, { headers: { 'content-type': type } });
      expect(status).toBe(200);
    }
    // More than the application takes itself, and less than the gateway does.
    const long = { ...CHAT, messages: [{ role: 'user', content: 'x'.repeat(1_500_000) }] };
    expect((await ask(PATH, long)).status).toBe(200);
    expect(provider.requests.at(-1)?.bodyText.length).toBeGreaterThan(1_500_000);
  });

  it.each<[string, string, object | string | undefined, CallOptions, number, string]>([
    ['an unknown path', '/api/ai/v1/chat', {}, {}, 404, 'unknown_url'],
    ['another method', PATH, undefined, {}, 405, 'method_not_supported'],
    ['text that is not JSON', PATH, '{"model":', {}, 400, 'invalid_json'],
    [
      'a body over its limit',
      PATH,
      { ...CHAT, pad: 'x'.repeat(2.5 * 1024 * 1024) },
      {},
      413,
      'request_too_large',
    ],
  ])('refuses in the caller’s dialect: %s', async (_what, path, body, options, status, code) => {
    const answer = await ask(path, body, options);
    expect([answer.status, json(answer)]).toMatchObject([status, { error: { code } }]);
    expect(answer.headers['x-request-id']).toMatch(/^req_/);
  });

  it('stands behind the guards of the application', async () => {
    const before = provider.requests.length;
    const answer = await ask(PATH, CHAT, { headers: { 'x-stranger': '1' } });
    expect([answer.status, json(answer)]).toMatchObject([403, { error: { message: 'Forbidden resource' } }]);
    expect(provider.requests.length).toBe(before);
  });

  it('says to browsers what the application says', async () => {
    const { headers } = await ask(PATH, CHAT, { headers: { origin: 'https://page.example' } });
    expect(headers['access-control-allow-origin']).toBe('https://page.example');
  });

  it('ends the request at the provider when its caller leaves', async () => {
    provider.always(stall(1));
    const before = provider.requests.length;
    const leave = new AbortController();
    const begun = createGate();
    const left = ask(PATH, { ...CHAT, stream: true }, { signal: leave.signal, onBytes: () => begun.open() });
    const seen = await until('the provider to be asked', () => provider.requests[before]);
    await begun.opened;
    leave.abort();
    expect((await left).ending).toBe('aborted');
    await until('the provider to see it', () => seen.aborted);
  });

  it('tells its health', async () => {
    expect((await ask('/api/ai/health/ready')).status).toBe(200);
  });

  it('is run by those who have the token', async () => {
    const answer = await ask('/api/ai/admin/policy');
    expect(answer.status).toBe(418);
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    const policy = 'version: 1\nroutes: []\n';
    const checked = await ask('/api/ai/admin/policy/check', policy, { headers });
    expect([checked.status, json(checked)]).toMatchObject([200, { data: { ok: false } }]);
  });
});

describe('the application beside it', () => {
  it('keeps its parser, its limit, its filter, its pipe and its interceptor', async () => {
    expect(json(await ask('/api/v1/orders/7'))).toEqual({ data: { id: 7 } });
    expect(json(await ask('/api/v1/orders', { a: 1 }))).toEqual({ data: { taken: { a: 1, piped: true } } });
    const missing = await ask('/api/v1/orders/7/missing');
    expect([missing.status, json(missing)]).toEqual([418, { oops: 'no such order' }]);
    const large = await ask('/api/v1/orders', { a: 'x'.repeat(1_500_000) });
    expect([large.status, json(large)]).toMatchObject([
      418,
      { oops: expect.stringContaining('too large') as unknown },
    ]);
    expect((await ask('/api/nowhere')).status).toBe(418);
  });

  it('has nothing of the gateway on its answers', async () => {
    const counted = async (): Promise<string[]> =>
      (await host.fairlead.metrics()).split('\n').filter((line) => line.includes('http_requests_total'));
    const before = await counted();
    const { headers } = await ask('/api/v1/orders/7');
    expect(Object.keys(headers).filter((name) => /fairlead|request-id/.test(name))).toEqual([]);
    expect(before.join()).toContain('route="/v1/chat/completions"');
    expect(await counted()).toEqual(before);
  });
});
