import { createServer as createHttps } from 'node:https';
import type { RequestListener } from 'node:http';
import type { Provider } from '@fairlead/plugin-sdk';
import { selfSigned } from '../testing/certificate.js';
import { closedPort, listen, listenHttp, listenTcp } from '../testing/loopback.js';
import { instanceOf, KEY } from '../testing/provider.js';
import { HttpTransport } from '../transport/http-transport.js';
import type { ProbeResult } from './probe.js';

const certificate = selfSigned();
const withCertificate = certificate ? describe : describe.skip;

describe('probe', () => {
  const running: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of running.splice(0)) await each.stop();
  });

  interface Setting {
    readonly ca?: string;
    readonly env?: Record<string, string>;
    readonly signal?: AbortSignal;
    readonly timeoutMs?: number;
  }

  function probe(
    kind: 'tcp' | 'models_list',
    provider: Provider,
    { ca, env = {}, signal = new AbortController().signal, timeoutMs = 5000 }: Setting = {},
  ): Promise<ProbeResult> {
    const transport = new HttpTransport({ env });
    running.push({ stop: () => transport.destroy() });
    return instanceOf({ make: () => provider, transport, ...(ca !== undefined && { ca }) }).probe(
      kind,
      signal,
      timeoutMs,
    );
  }

  function at(url: string, change: Partial<Provider> = {}): Provider {
    return { address: () => `${url}/chat`, probe: { method: 'GET', url: `${url}/models` }, ...change };
  }

  async function serve(listener: RequestListener): Promise<string> {
    const server = await listenHttp(listener);
    running.push(server);
    return server.url;
  }

  describe('models_list', () => {
    it('asks for the models with the key, and any 2xx passes', async () => {
      const seen: unknown[] = [];
      const url = await serve(({ method, url, headers }, response) => {
        seen.push([method, url, headers.authorization]);
        response.writeHead(204).end();
      });
      const authorize = (headers: Record<string, string>): void => void (headers['authorization'] = KEY);
      expect(await probe('models_list', at(url, { authorize }))).toEqual({ result: 'ok' });
      expect(seen).toEqual([['GET', '/models', KEY]]);
    });

    it.each<[number, Record<string, string>, Partial<Provider>, object]>([
      [401, {}, {}, { result: 'auth_invalid', status: 401 }],
      [429, { 'retry-after': '7' }, {}, { result: 'rate_limited', status: 429, retryAfterMs: 7000 }],
      [500, {}, {}, { result: 'server_error', status: 500 }],
      [500, {}, { fault: () => 'overloaded' }, { result: 'overloaded', status: 500 }],
    ])('answered %i %j', async (status, headers, change, expected) => {
      const url = await serve((_request, response) => void response.writeHead(status, headers).end());
      expect(await probe('models_list', at(url, change))).toMatchObject(expected);
    });

    it('gives up on silence', async () => {
      const url = await serve(() => {});
      const result = await probe('models_list', at(url), { timeoutMs: 20 });
      expect(result).toEqual({ result: 'timeout_connect', message: 'no answer in 20 ms' });
    });

    it('is a fault when the plugin throws, and never a rejection', async () => {
      const authorize = (): never => {
        throw new Error(`cannot use ${KEY}`);
      };
      const result = await probe('models_list', at('http://acme.test', { authorize }));
      expect(result).toMatchObject({ result: 'gateway_error' });
      expect(JSON.stringify(result)).not.toContain(KEY);
    });
  });

  const inProcess: Provider = { address: () => 'local://acme', respond: () => Promise.reject(new Error()) };
  const nowhere = (): never => {
    throw new Error('no address yet');
  };
  it.each<['tcp' | 'models_list', string, Provider, RegExp]>([
    [
      'models_list',
      'without a request of the plugin',
      { address: () => 'http://acme.test' },
      /proves the key/,
    ],
    ['models_list', 'in this process', inProcess, /proves the key/],
    ['tcp', 'in this process', inProcess, /no network address/],
    ['tcp', 'of a plugin that names no address', { address: nowhere }, /no network address/],
  ])('%s %s checks nothing, and says so', async (kind, _where, provider, message) => {
    const result = await probe(kind, provider);
    expect(result).toMatchObject({ result: 'gateway_error' });
    expect((result as { message: string }).message).toMatch(message);
  });

  describe('tcp', () => {
    it('is a handshake with where requests go, when the plugin has no request of its own', async () => {
      const server = await listenTcp(() => {});
      running.push(server);
      expect(await probe('tcp', { address: () => server.url })).toEqual({ result: 'ok' });
      expect(server.sockets.length).toBe(1);
    });

    it('fails where nothing listens', async () => {
      const port = await closedPort();
      const result = await probe('tcp', at(`http://127.0.0.1:${port}`));
      expect(result).toMatchObject({ result: 'connect_error' });
    });

    withCertificate('where openssl can make a certificate', () => {
      it('checks it', async () => {
        const server = await listen(createHttps(certificate!), 'https');
        running.push(server);
        expect(await probe('tcp', at(server.url))).toMatchObject({ result: 'connect_error' });
        expect(await probe('tcp', at(server.url), { ca: certificate!.cert })).toEqual({ result: 'ok' });
      });
    });

    it('gives up on a handshake that does not come', async () => {
      const server = await listenTcp(() => {});
      running.push(server);
      const result = await probe('tcp', at(server.url.replace('http:', 'https:')), { timeoutMs: 20 });
      expect(result).toEqual({ result: 'timeout_connect', message: 'no handshake in 20 ms' });
    });

    it('goes through the proxy, without the key', async () => {
      const seen: unknown[] = [];
      const proxy = await serve(({ method, url, headers }, response) => {
        seen.push([method, url, headers.authorization]);
        response.writeHead(404).end();
      });
      const authorize = (headers: Record<string, string>): void => void (headers['authorization'] = KEY);
      const provider = at('http://acme.test', { authorize });
      expect(await probe('tcp', provider, { env: { HTTP_PROXY: proxy } })).toEqual({ result: 'ok' });
      expect(seen).toEqual([['HEAD', 'http://acme.test/', undefined]]);
    });

    it.each([502, 503, 504])('does not take the word %i of a proxy for the provider', async (status) => {
      const proxy = await serve((_request, response) => void response.writeHead(status).end());
      const result = await probe('tcp', at('http://acme.test'), { env: { HTTP_PROXY: proxy } });
      expect(result).toMatchObject({ result: 'connect_error', status });
    });
  });

  describe.each(['tcp', 'models_list'] as const)('%s when the gateway stops', (kind) => {
    it('ends at once', async () => {
      const server = await listenTcp(() => stop.abort());
      running.push(server);
      const stop = new AbortController();
      const result = await probe(kind, at(server.url.replace('http:', 'https:')), { signal: stop.signal });
      expect(result).toMatchObject({ result: 'cancelled' });
    });

    it('does not begin', async () => {
      const result = await probe(kind, at('http://acme.test'), { signal: AbortSignal.abort() });
      expect(result).toMatchObject({ result: 'cancelled' });
    });
  });
});
