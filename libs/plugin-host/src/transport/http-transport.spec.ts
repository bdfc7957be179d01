import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { blameOf, RecordedReply } from '../testing/recorded-reply.js';
import { closedPort, listenHttp, listenTcp, signal, type Loopback } from '../testing/loopback.js';
import { HttpTransport } from './http-transport.js';

const BODY = new TextEncoder().encode('{"model":"m"}');

describe('HttpTransport', () => {
  const running: { stop(): Promise<void> }[] = [];
  const transport = new HttpTransport({ env: {} });

  afterEach(async () => {
    for (const each of running.splice(0)) await each.stop();
  });
  afterAll(() => transport.destroy());

  async function serve(listener: RequestListener): Promise<Loopback> {
    const server = await listenHttp(listener);
    running.push(server);
    return server;
  }

  async function serveBytes(serve: Parameters<typeof listenTcp>[0]): Promise<Loopback> {
    const server = await listenTcp(serve);
    running.push(server);
    return server;
  }

  function post(url: string, headers: Record<string, string> = {}): RecordedReply {
    const reply = new RecordedReply();
    transport.send({ method: 'POST', url, headers, body: BODY }, reply);
    return reply;
  }

  async function ask(url: string, headers?: Record<string, string>): Promise<RecordedReply> {
    const reply = post(url, headers);
    await reply.heard('over');
    return reply;
  }

  /** undici lets the event loop turn before it reuses a connection. */
  async function askThenIdle(url: string): Promise<RecordedReply> {
    const reply = await ask(url);
    await turn();
    await turn();
    return reply;
  }

  it('sends the body with its length and hands on status, headers and bytes', async () => {
    let seen: IncomingMessage | undefined;
    const { url } = await serve((request, response) => {
      seen = request;
      response.writeHead(201, { 'X-One': 'a', 'Set-Cookie': ['b', 'c'] });
      request.pipe(response);
    });
    const reply = await ask(`${url}/v1/chat?x=1`, { 'content-type': 'application/json', 'X-Key': 'k' });
    expect(reply.events).toEqual(['connected', 'headers', 'data', 'end']);
    expect([reply.status, reply.text]).toEqual([201, '{"model":"m"}']);
    expect(reply.headers).toMatchObject({ 'x-one': 'a', 'set-cookie': 'b, c' });
    expect([seen?.method, seen?.url]).toEqual(['POST', '/v1/chat?x=1']);
    expect(seen?.headers).toMatchObject({
      'accept-encoding': 'identity',
      'content-length': '13',
      'content-type': 'application/json',
      'x-key': 'k',
    });
  });

  it('keeps a connection for the next request', async () => {
    const server = await serve((_request, response) => void response.end('ok'));
    await askThenIdle(server.url);
    await ask(server.url);
    expect(server.sockets.length).toBe(1);
  });

  it('opens a connection for every request under way', async () => {
    const open: ServerResponse[] = [];
    const server = await serve((_request, response) => {
      if (open.push(response) === 20) for (const each of open) each.end('ok');
    });
    const replies = await Promise.all(Array.from({ length: 20 }, () => ask(server.url)));
    expect(replies.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, () => 'ok'));
    expect(server.sockets.length).toBe(20);
  });

  it('follows no redirect', async () => {
    const { url } = await serve((request, response) => {
      response.writeHead(request.url === '/' ? 307 : 200, { location: '/there' }).end();
    });
    expect((await ask(url)).status).toBe(307);
  });

  it('calls nobody before send has returned, not even when it cannot send', async () => {
    const reply = post('not a url');
    expect(reply.events).toEqual([]);
    await reply.heard('over');
    expect(reply.fault?.faultClass).toBe('gateway_error');
  });

  describe('faults', () => {
    const silent = 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf';
    const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n';
    const cases: readonly (readonly [string, string, 'end' | 'reset', string, RegExp])[] = [
      ['a close before any byte', '', 'end', 'connect_error', /closed the connection/],
      ['a reset before any byte', '', 'reset', 'connect_error', /reset the connection/],
      ['a head that breaks off', 'HTTP/1.1 200 OK\r\nx-a', 'end', 'stream_broken', /closed the connection/],
      ['a reset after headers', silent, 'reset', 'stream_broken', /reset the connection/],
      ['a body shorter than announced', silent, 'end', 'stream_broken', /closed|length/],
      ['chunks without the last one', chunked, 'end', 'stream_broken', /closed the connection/],
      ['a chunk that is none', `${chunked}zz\r\n`, 'end', 'stream_broken', /chunk size/],
      ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n', 'end', 'protocol_error', /HTTP/],
    ];

    it.each(cases)('%s', async (_name, bytes, end, faultClass, message) => {
      const { url, port } = await serveBytes((socket) => {
        socket.once('data', () =>
          socket.write(bytes, () => (end === 'end' ? socket.end() : socket.resetAndDestroy())),
        );
      });
      const { fault } = await ask(url);
      expect(blameOf(fault)).toEqual([faultClass, {}]);
      expect(fault?.message).toMatch(message);
      expect(fault?.message).toContain(`127.0.0.1:${port}`);
    });

    it('a port where nothing listens', async () => {
      const port = await closedPort();
      const { fault, events } = await ask(`http://127.0.0.1:${port}`);
      expect(events).toEqual(['error']);
      expect(blameOf(fault)).toEqual(['connect_error', {}]);
      expect(fault?.message).toContain(`127.0.0.1:${port} refused the connection`);
    });

    it('a compressed reply, though its status says all is well', async () => {
      const { url } = await serve((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end('?');
      });
      const { fault, events } = await ask(url);
      expect(events).toEqual(['connected', 'error']);
      expect(fault).toMatchObject({ faultClass: 'protocol_error' });
      expect(fault?.message).toContain('gzip');
    });

    it('a compressed refusal keeps its status and headers, which tell enough', async () => {
      const { url } = await serve((_request, response) => {
        response.writeHead(429, { 'content-encoding': 'br', 'retry-after': '7' }).end('?');
      });
      const reply = await ask(url);
      expect(reply.events).toEqual(['connected', 'headers', 'end']);
      expect([reply.status, reply.headers['retry-after']]).toEqual([429, '7']);
    });

    it.each([
      ['a line break', 'a\nb'],
      ['typographic quotes', '“key”'],
    ])('a header that cannot be sent: %s', async (_name, value) => {
      const { url } = await serve((_request, response) => void response.end());
      const { fault } = await ask(url, { authorization: value });
      expect(fault).toMatchObject({ faultClass: 'gateway_error' });
      expect(fault?.message).toContain('"authorization"');
      expect(fault?.message).not.toContain(value);
    });

    it('every request after close()', async () => {
      const own = new HttpTransport({ env: {} });
      await own.close();
      const reply = new RecordedReply();
      own.send({ method: 'GET', url: 'http://127.0.0.1:1', headers: {} }, reply);
      await reply.heard('over');
      expect(reply.fault).toMatchObject({ faultClass: 'gateway_error', message: 'the gateway is stopping' });
    });
  });

  describe('a kept-alive connection that dies under the second request', () => {
    it.each(['end', 'reset'] as const)('is a stale connection (%s)', async (how) => {
      const server = await serveBytes((socket) => {
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
          socket.once('data', () => (how === 'end' ? socket.end() : socket.resetAndDestroy()));
        });
      });
      expect((await askThenIdle(server.url)).text).toBe('ok');
      const { fault } = await ask(server.url);
      expect(server.sockets.length).toBe(1);
      expect(fault).toMatchObject({ faultClass: 'connect_error', details: { staleConnection: true } });
    });

    it('is none when a byte of the second reply came', async () => {
      const { url } = await serveBytes((socket) => {
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
          socket.once('data', () => socket.end('HTTP/1.1 2'));
        });
      });
      await askThenIdle(url);
      expect(blameOf((await ask(url)).fault)).toEqual(['stream_broken', {}]);
    });

    it('is none on the connection that takes its place', async () => {
      const server = await serveBytes((socket) => {
        socket.once('data', () => {
          if (server.sockets.length > 1) return socket.end();
          return socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok');
        });
      });
      await askThenIdle(server.url);
      expect(blameOf((await ask(server.url)).fault)).toEqual(['connect_error', {}]);
      expect(server.sockets.length).toBe(2);
    });
  });

  describe('abort', () => {
    it.each(['connected', 'headers', 'data'] as const)(
      'after %s: the server sees it, the sink no more',
      async (when) => {
        const arrived = signal();
        const gone = signal();
        const { url } = await serve((request, response) => {
          arrived.give();
          response.on('close', gone.give);
          if (when !== 'connected') response.flushHeaders();
          if (when === 'data') response.write('x');
          request.resume();
        });
        const reply = new RecordedReply();
        const flow = transport.send({ method: 'POST', url, headers: {}, body: BODY }, reply);
        await reply.heard(when);
        await arrived.given;
        const heard = [...reply.events];
        flow.abort();
        await gone.given;
        expect(reply.events).toEqual(heard);
      },
    );

    it('at once: nothing is sent', async () => {
      const server = await serve((_request, response) => void response.end());
      const reply = new RecordedReply();
      transport.send({ method: 'POST', url: server.url, headers: {}, body: BODY }, reply).abort();
      await ask(server.url);
      expect(reply.events).toEqual([]);
      expect(server.sockets.length).toBe(1);
    });

    it('from inside onData', async () => {
      const { url } = await serve((_request, response) => {
        response.write('one');
        response.on('close', () => closed.give());
      });
      const closed = signal();
      const reply = new RecordedReply();
      const flow = transport.send({ method: 'POST', url, headers: {}, body: BODY }, reply);
      const hear = reply.onData.bind(reply);
      reply.onData = (chunk) => {
        hear(chunk);
        flow.abort();
      };
      await closed.given;
      expect(reply.events).toEqual(['connected', 'headers', 'data']);
    });
  });

  it('stops reading while paused, so that the server must wait', async () => {
    const total = 64 * 1024 * 1024;
    const chunk = Buffer.alloc(64 * 1024);
    let written = 0;
    const { url } = await serve((_request, response) => {
      const fill = (): void => {
        while (written < total) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', fill);
        }
        response.end();
      };
      fill();
    });
    const reply = new RecordedReply();
    const flow = transport.send({ method: 'POST', url, headers: {}, body: BODY }, reply);
    flow.pause();
    await reply.heard('headers');
    for (let before = -1; before !== written; await sleep(50)) before = written;
    expect(reply.bytes).toBeLessThanOrEqual(2 * 64 * 1024);
    expect(written).toBeLessThan(total);
    flow.resume();
    await reply.heard('over');
    expect(reply.bytes).toBe(total);
    expect(reply.events.at(-1)).toBe('end');
  });
});
