import type { IncomingMessage, RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  listenHttp,
  PluginFolder,
  RecordedReply,
  signal,
  type Loopback,
} from '@fairlead/plugin-host/testing';
import { loadPlugins, HttpTransport, type ConfiguredProvider } from '@fairlead/plugin-host';
import type { ReplyFlow, UpstreamRequest } from '@fairlead/dialects';
import { ensureBuilt } from '../support/build.js';

/** Every part of a provider that has to cross, each with something that shows that it did. */
const CODE = `
const config = {
  keys: ['base_url', 'api_key'],
  secrets: ['api_key'],
  parse: (value) => ({ ok: true, value, unset: value.api_key ? [] : ['api_key'] }),
};
const acme = {
  config,
  speaks: ['openai-chat', 'openai-transcriptions'],
  priceTable: 'acme-prices',
  create: ({ base_url, api_key }) => ({
    address: (_operation, model) => {
      if (model === 'leak') throw new Error('the key is ' + api_key);
      return base_url + '/' + model;
    },
    authorize: (headers) => void (headers['x-key'] = api_key),
    patch: { request: (body) => ({ ...body, patched: true }) },
    fault: ({ code, status }) => (code === 'engine_busy' ? 'overloaded' : status === 200 ? 'context_length' : undefined),
    quota: (headers) => (headers['x-left'] ? [{ unit: 'requests', limit: 10, remaining: Number(headers['x-left']), resetInMs: 5 }] : []),
    probe: { method: 'GET', url: base_url + '/models' },
    models: [{ id: 'large', contextWindow: 1000 }],
  }),
};
export default { name: 'acme', providers: { acme }, [Symbol.for('fairlead.plugin.contract')]: 1 };
`;

const transport = new HttpTransport({ env: {} });
const folder = new PluginFolder();
const servers: Loopback[] = [];
const providers: ConfiguredProvider[] = [];

beforeAll(ensureBuilt, 200_000);
afterEach(async () => {
  for (const provider of providers.splice(0)) await provider.stop();
  for (const server of servers.splice(0)) await server.stop();
});
afterAll(async () => {
  folder.remove();
  await transport.destroy();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = await listenHttp(listener);
  servers.push(server);
  return server.url;
}

async function provider(
  baseUrl: string,
  config: object = { api_key: 'secret-key' },
): Promise<ConfiguredProvider> {
  folder.write('acme.mjs', CODE);
  const request = { reference: './acme.mjs', isolation: 'worker' as const };
  const { plugins, problems } = await loadPlugins([request], { from: folder.config, hostVersion: '0.1.0' });
  expect(problems).toEqual([]);
  const spec = {
    name: 'acme',
    type: 'acme',
    config: { base_url: baseUrl, ...config },
    models: { big: 'large' },
  };
  const created = await plugins[0]!.worker!.create({ ...spec, egress: {} }, transport);
  expect(created.problems).toEqual([]);
  providers.push(created.instance!);
  return created.instance!;
}

const REQUEST: UpstreamRequest = {
  operation: 'chat',
  dialect: 'openai-chat',
  model: 'large',
  stream: false,
  body: Buffer.from('{"model":"large"}'),
  headers: { 'x-request-source': 'test' },
};

function send(
  to: ConfiguredProvider,
  request: Partial<UpstreamRequest> = {},
): { reply: RecordedReply; flow: ReplyFlow } {
  const reply = new RecordedReply();
  return { reply, flow: to.send({ ...REQUEST, ...request }, reply) };
}

async function ask(to: ConfiguredProvider, request?: Partial<UpstreamRequest>): Promise<RecordedReply> {
  const { reply } = send(to, request);
  await reply.heard('over');
  return reply;
}

describe('a provider in a worker', () => {
  it('is known on this side as it is on the other', async () => {
    const acme = await provider('http://127.0.0.1:9/v1');
    const { unset, speaks, priceTable, models, probeable, home } = acme;
    expect({ unset, speaks, priceTable, models, probeable, home: home?.href }).toEqual({
      unset: [],
      speaks: ['openai-chat', 'openai-transcriptions'],
      priceTable: 'acme-prices',
      models: [{ id: 'large', contextWindow: 1000 }],
      probeable: true,
      home: 'http://127.0.0.1:9/v1/models',
    });
    expect([acme.wireModel('big'), acme.wireModel('other')]).toEqual(['large', 'other']);
    expect(acme.credentialKey).toMatch(/^acme#[0-9a-f]{8}$/);
    expect([...(await acme.endpoints(['large']))]).toEqual([['large', '127.0.0.1:9']]);
  }, 30_000);

  it('sends what the plugin made of the request, and hands on the reply', async () => {
    let seen: IncomingMessage | undefined;
    const url = await serve((request, response) => {
      seen = request;
      response.writeHead(201, { 'x-one': 'a' });
      request.pipe(response);
    });
    const reply = await ask(await provider(url), { draft: { model: 'large' } });
    expect(reply.events).toEqual(['connected', 'headers', 'data', 'end']);
    expect([reply.status, reply.text]).toEqual([201, '{"model":"large","patched":true}']);
    expect(reply.headers).toMatchObject({ 'x-one': 'a' });
    expect(seen?.url).toBe('/large');
    expect(seen?.headers).toMatchObject({ 'x-key': 'secret-key', 'x-request-source': 'test' });
  }, 30_000);

  it('changes no byte of what the caller wrote, nor of a long reply', async () => {
    const body = Buffer.from(Array.from({ length: 700_000 }, (_, i) => (i * 7919) % 256));
    const url = await serve((request, response) => void request.pipe(response));
    const reply = new RecordedReply();
    const chunks: Uint8Array[] = [];
    reply.onData = (chunk) => void chunks.push(chunk);
    (await provider(url)).send({ ...REQUEST, body }, reply);
    await reply.heard('over');
    expect(Buffer.concat(chunks).equals(body)).toBe(true);
  }, 30_000);

  it('stops reading from the provider while the sink holds back, and loses nothing', async () => {
    const total = 64 * 1024 * 1024;
    let written = 0;
    const url = await serve((_request, response) => {
      const piece = Buffer.alloc(64 * 1024, 'x');
      const more = (): void => {
        while (written < total) {
          written += piece.length;
          if (!response.write(piece)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const { reply, flow } = send(await provider(url));
    await reply.heard('headers');
    flow.pause();
    await sleep(500);
    const [held, sent] = [reply.bytes, written];
    await sleep(200);
    expect([reply.bytes, written]).toEqual([held, sent]);
    expect(sent).toBeLessThan(total / 2);
    flow.resume();
    await reply.heard('over');
    expect([reply.bytes, reply.fault]).toEqual([total, undefined]);
  }, 60_000);

  it('is broken off at the provider when the attempt is', async () => {
    const gone = signal();
    const url = await serve((_request, response) => {
      response.writeHead(200).write('begin');
      response.on('close', gone.give);
    });
    const { reply, flow } = send(await provider(url));
    await reply.heard('data');
    flow.abort();
    await gone.given;
    await sleep(50);
    expect(reply.events).toEqual(['connected', 'headers', 'data']);
  }, 30_000);

  it('takes an upload piece by piece', async () => {
    const url = await serve((request, response) => void request.pipe(response));
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (const word of ['one ', 'two ', 'three']) {
        await sleep(5);
        yield Buffer.from(word);
      }
    }
    const relay = { method: 'POST' as const, contentType: 'text/plain', upload: pieces() };
    expect((await ask(await provider(url), { relay })).text).toBe('one two three');
  }, 30_000);

  it("has the plugin's word on refusals, on errors inside a 200, and on limits", async () => {
    const url = await serve((request, response) => {
      const busy = request.url === '/busy';
      response.writeHead(busy ? 400 : 200, { 'content-type': 'application/json', 'x-left': '3' });
      response.end(busy ? '{"error":{"code":"engine_busy","message":"later"}}' : '{}');
    });
    const acme = await provider(url);
    const { status, headers } = await ask(acme, { model: 'busy' });
    expect(acme.classify({ status: status!, headers, code: 'engine_busy' })).toBe('overloaded');
    expect(acme.quota(headers)).toEqual([{ unit: 'requests', limit: 10, remaining: 3, resetInMs: 5 }]);
    const well = await ask(acme);
    expect(acme.classify({ status: 200, headers: well.headers, code: 'said_inside' })).toBe('context_length');
  }, 30_000);

  it('shows its key nowhere', async () => {
    const acme = await provider('http://127.0.0.1:9');
    const { fault } = await ask(acme, { model: 'leak' });
    expect([fault?.faultClass, fault?.message]).toEqual([
      'gateway_error',
      expect.stringMatching(/the key is \[redacted\]$/),
    ]);
    expect(acme.redact('a secret-key in text')).toBe('a [redacted] in text');
  }, 30_000);

  it('is not called without its key, and says which is unset', async () => {
    const acme = await provider('http://127.0.0.1:9', {});
    expect(acme.unset).toEqual(['api_key']);
    expect((await ask(acme)).fault?.faultClass).toBe('auth_invalid');
  }, 30_000);

  it('is probed by its own request, and lists its models', async () => {
    const url = await serve((_request, response) => void response.end('{"data":[{"id":"large"}]}'));
    const acme = await provider(url);
    const { signal: never } = new AbortController();
    expect(await acme.probe('models_list', never, 5000)).toEqual({ result: 'ok' });
    expect(await acme.probe('tcp', never, 5000)).toEqual({ result: 'ok' });
    expect(await acme.listModels(5000)).toMatchObject({ result: 'ok', ids: ['large'] });
  }, 30_000);
});
