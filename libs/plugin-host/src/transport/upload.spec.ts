import type { IncomingMessage, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { RecordedReply } from '../testing/recorded-reply.js';
import { closedPort, listenHttp, signal, type Loopback } from '../testing/loopback.js';
import { HttpTransport } from './http-transport.js';

const PIECE = Buffer.alloc(64 * 1024, 'x');
/** Far more than the buffers of two sockets take in. */
const ENDLESS = 1000;

describe('a body that is sent as it comes', () => {
  const transport = new HttpTransport({ env: {} });
  const running: Loopback[] = [];

  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
  });
  afterAll(() => transport.destroy());

  async function serve(listener: RequestListener): Promise<string> {
    const server = await listenHttp(listener);
    running.push(server);
    return server.url;
  }

  function upload(
    url: string,
    body: AsyncIterable<Uint8Array>,
  ): RecordedReply & { flow?: { abort(): void } } {
    const reply = new RecordedReply();
    const flow = transport.send({ method: 'POST', url, headers: { 'content-type': 'a/b' }, body }, reply);
    return Object.assign(reply, { flow });
  }

  it('reaches the server before its end is known', async () => {
    const begun = signal();
    let seen: IncomingMessage | undefined;
    const url = await serve((request, response) => {
      seen = request;
      request.once('readable', () => begun.give());
      void text(request).then((body) => response.end(body));
    });
    const reply = upload(
      url,
      (async function* () {
        yield Buffer.from('begin');
        await begun.given;
        yield Buffer.from(' end');
      })(),
    );
    await reply.heard('over');
    expect([reply.status, reply.text]).toEqual([200, 'begin end']);
    expect(seen?.headers).toMatchObject({ 'content-type': 'a/b', 'transfer-encoding': 'chunked' });
  });

  it('waits for a server that does not read', async () => {
    const arrived = signal();
    const read = signal();
    const url = await serve((request, response) => {
      arrived.give();
      void read.given.then(async () => response.end(String((await text(request)).length)));
    });
    let pulled = 0;
    let pulledBefore = 0;
    const reply = upload(
      url,
      (async function* () {
        for (; pulled < ENDLESS; pulled++) yield PIECE;
      })(),
    );
    await arrived.given;
    // Until nothing more is pulled.
    while (pulled !== pulledBefore) {
      pulledBefore = pulled;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(pulled).toBeLessThan(ENDLESS / 2);
    read.give();
    await reply.heard('over');
    expect(reply.text).toBe(String(ENDLESS * PIECE.length));
  });

  it('is left where it is when the server answers without it', async () => {
    const left = signal();
    const url = await serve((_request, response) => void response.writeHead(403).end('no'));
    const reply = upload(url, endless(left.give));
    await reply.heard('over');
    expect([reply.events.at(-1), reply.status, reply.text]).toEqual(['end', 403, 'no']);
    await left.given;
  });

  it('is left where it is when the call is aborted', async () => {
    const arrived = signal();
    const left = signal();
    const url = await serve(() => arrived.give());
    const reply = upload(url, endless(left.give));
    await arrived.given;
    reply.flow!.abort();
    await left.given;
    expect(reply.events).toEqual(['connected']);
  });

  it('is not begun where nobody listens', async () => {
    let begun = false;
    const reply = upload(
      `http://127.0.0.1:${await closedPort()}`,
      (async function* () {
        begun = true;
        yield PIECE;
      })(),
    );
    await reply.heard('over');
    expect([reply.fault?.faultClass, begun]).toEqual(['connect_error', false]);
  });

  it('that breaks off does not pass for whole', async () => {
    let ended = false;
    const gone = signal();
    const url = await serve((request) => {
      request.resume();
      request.once('end', () => (ended = true));
      request.once('close', gone.give);
      request.on('error', () => undefined);
    });
    const reply = upload(
      url,
      (async function* () {
        yield PIECE;
        throw new Error('the caller left');
      })(),
    );
    await Promise.all([reply.heard('over'), gone.given]);
    expect([reply.events.at(-1), ended]).toEqual(['error', false]);
  });
});

async function* endless(left: () => void): AsyncGenerator<Uint8Array> {
  try {
    for (;;) yield PIECE;
  } finally {
    left();
  }
}
