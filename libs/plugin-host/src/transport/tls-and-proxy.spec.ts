import { createServer as createHttp, request as httpRequest } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { selfSigned } from '../testing/certificate.js';
import { listen, listenHttp, type Loopback } from '../testing/loopback.js';
import { blameOf, RecordedReply } from '../testing/recorded-reply.js';
import { HttpTransport } from './http-transport.js';

const certificate = selfSigned();
const withCertificate = certificate ? describe : describe.skip;

const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

async function ask(transport: HttpTransport, url: string, ca?: string): Promise<RecordedReply> {
  const reply = new RecordedReply();
  transport.send({ method: 'POST', url, headers: {}, body: new Uint8Array(2), egress: { ca } }, reply);
  await reply.heard('over');
  await turn();
  await turn();
  return reply;
}

function transportWith(env: Record<string, string>): HttpTransport {
  const transport = new HttpTransport({ env, connectTimeoutMs: 5000 });
  running.push({ stop: () => transport.destroy() });
  return transport;
}

/** Forwards absolute requests and tunnels CONNECT; `status` refuses both. */
async function startProxy(status = 200): Promise<Loopback & { readonly seen: string[] }> {
  const seen: string[] = [];
  const server = createHttp((incoming, response) => {
    seen.push(`${incoming.method} ${incoming.url} ${incoming.headers['proxy-authorization'] ?? ''}`.trim());
    if (status !== 200) return void response.writeHead(status).end();
    const { method, headers } = incoming;
    incoming.pipe(
      httpRequest(incoming.url!, { method: method!, headers }, (reply) => {
        response.writeHead(reply.statusCode!, reply.headers);
        reply.pipe(response);
      }),
    );
  });
  server.on('connect', (incoming, socket) => {
    seen.push(`CONNECT ${incoming.url} ${incoming.headers['proxy-authorization'] ?? ''}`.trim());
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const onward = connect(Number(incoming.url!.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    socket.on('error', () => onward.destroy());
    onward.on('error', () => socket.destroy());
  });
  const proxy = await listen(server, 'http');
  running.push(proxy);
  return { ...proxy, seen };
}

withCertificate('TLS, with openssl here to make a certificate', () => {
  async function serveTls(): Promise<Loopback> {
    const server = await listen(
      createHttps({ ...certificate!, keepAliveTimeout: 0 }, (_request, response) => void response.end('ok')),
      'https',
    );
    running.push(server);
    return server;
  }

  it('refuses an authority it does not know, and says what to do', async () => {
    const { url } = await serveTls();
    const { fault } = await ask(transportWith({}), url);
    expect(blameOf(fault)).toEqual(['connect_error', {}]);
    expect(fault?.message).toMatch(/self-signed certificate; give its authority as "ca"/);
  });

  it('accepts the one that the provider is configured with, and for that provider only', async () => {
    const { url } = await serveTls();
    const transport = transportWith({});
    expect((await ask(transport, url, certificate!.cert)).text).toBe('ok');
    expect((await ask(transport, url)).fault).toMatchObject({ faultClass: 'connect_error' });
  });

  it('checks the name in the certificate', async () => {
    const { port } = await serveTls();
    const { fault } = await ask(transportWith({}), `https://127.0.0.2:${port}`, certificate!.cert);
    expect(fault?.faultClass).toBe('connect_error');
  });

  it('says so when the port speaks no TLS', async () => {
    const plain = await listenHttp((_request, response) => void response.end());
    running.push(plain);
    const { fault } = await ask(transportWith({}), `https://127.0.0.1:${plain.port}`);
    expect(fault).toMatchObject({ faultClass: 'connect_error' });
    expect(fault?.message).toContain('right scheme and port');
  });

  it('goes through the tunnel of HTTPS_PROXY, kept for the next request', async () => {
    const target = await serveTls();
    const proxy = await startProxy();
    const transport = transportWith({ HTTPS_PROXY: `http://user:pw@127.0.0.1:${proxy.port}` });
    const replies = [
      await ask(transport, target.url, certificate!.cert),
      await ask(transport, target.url, certificate!.cert),
    ];
    expect(replies.map(({ text }) => text)).toEqual(['ok', 'ok']);
    expect(proxy.seen).toEqual([`CONNECT 127.0.0.1:${target.port} Basic ${btoa('user:pw')}`]);
  });

  it('goes straight where NO_PROXY says so', async () => {
    const target = await serveTls();
    const proxy = await startProxy();
    const env = { HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' };
    expect((await ask(transportWith(env), target.url, certificate!.cert)).text).toBe('ok');
    expect(proxy.seen).toEqual([]);
  });
});

describe('a proxy', () => {
  it('forwards plain HTTP, many requests at once', async () => {
    const open: (() => void)[] = [];
    const target = await listenHttp((request, response) => {
      request.resume();
      if (open.push(() => response.end('ok')) === 5) for (const answer of open) answer();
    });
    running.push(target);
    const proxy = await startProxy();
    const transport = transportWith({ HTTP_PROXY: proxy.url });
    const replies = await Promise.all(Array.from({ length: 5 }, () => ask(transport, `${target.url}/v1`)));
    expect(replies.map(({ text }) => text)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(new Set(proxy.seen)).toEqual(new Set([`POST ${target.url}/v1`]));
  });

  it.each([
    ['https', 407],
    ['https', 403],
    ['http', 407],
  ] as const)(
    'that refuses %s with %i is a connect_error naming it, without its password',
    async (scheme, status) => {
      const { port } = await startProxy(status);
      const proxy = `http://user:hunter2@127.0.0.1:${port}`;
      const reply = await ask(
        transportWith({ HTTPS_PROXY: proxy, HTTP_PROXY: proxy }),
        `${scheme}://a.test/v1`,
      );
      expect(reply.fault).toMatchObject({ faultClass: 'connect_error' });
      expect(reply.fault?.message).toContain(`by the proxy 127.0.0.1:${port}`);
      expect(reply.fault?.message).toContain(String(status));
      expect(reply.fault?.message).not.toContain('hunter2');
    },
  );

  it('whose variable holds no URL is a fault of ours', async () => {
    const { fault } = await ask(transportWith({ HTTP_PROXY: 'http://[bad' }), 'http://a.test');
    expect(fault).toMatchObject({ faultClass: 'gateway_error' });
  });

  it('serves a stale connection as any other', async () => {
    const proxy = await listen(
      createHttp((request, response) => {
        if (proxy.sockets.length === 1 && request.url!.endsWith('/2')) return void request.socket.destroy();
        response.end('ok');
      }),
      'http',
    );
    running.push(proxy);
    const transport = transportWith({ HTTP_PROXY: proxy.url });
    expect((await ask(transport, 'http://a.test/1')).text).toBe('ok');
    const { fault } = await ask(transport, 'http://a.test/2');
    expect(fault).toMatchObject({ faultClass: 'connect_error', details: { staleConnection: true } });
  });
});
