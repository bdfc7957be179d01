import type { RequestListener, ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { listenHttp, type Loopback } from '../testing/loopback.js';
import { RecordedReply } from '../testing/recorded-reply.js';
import { HttpTransport } from './http-transport.js';

describe('the end of an HttpTransport', () => {
  const running: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of running.splice(0)) await each.stop();
  });

  async function serve(listener: RequestListener): Promise<Loopback> {
    const server = await listenHttp(listener);
    running.push(server);
    return server;
  }

  function get(transport: HttpTransport, url: string): RecordedReply {
    const reply = new RecordedReply();
    transport.send({ method: 'GET', url, headers: {} }, reply);
    return reply;
  }

  it('close() waits for what is under way and takes nothing new, of any origin', async () => {
    const open: ServerResponse[] = [];
    const { url } = await serve((_request, response) => {
      response.flushHeaders();
      open.push(response);
    });
    const other = await serve((_request, response) => void response.end());
    const transport = new HttpTransport({ env: {} });
    const reply = get(transport, url);
    await reply.heard('headers');
    let closed = false;
    const closing = transport.close().then(() => (closed = true));
    const late = [get(transport, url), get(transport, other.url)];
    for (const each of late) await each.heard('over');
    expect(late.map(({ fault }) => fault?.faultClass)).toEqual(['gateway_error', 'gateway_error']);
    expect(closed).toBe(false);
    open[0]!.end('last');
    await closing;
    expect([reply.text, reply.events.at(-1)]).toEqual(['last', 'end']);
    expect(other.sockets.length).toBe(0);
  });

  it('close() ends idle connections', async () => {
    const server = await serve((_request, response) => void response.end());
    const transport = new HttpTransport({ env: {} });
    await get(transport, server.url).heard('over');
    const socket = server.sockets[0]!;
    const gone = new Promise((resolve) => socket.once('close', resolve));
    await transport.close();
    await gone;
    expect(socket.destroyed).toBe(true);
  });

  it('destroy() breaks what is under way, and says whose fault it is', async () => {
    const { url } = await serve((_request, response) => response.flushHeaders());
    const transport = new HttpTransport({ env: {} });
    const reply = get(transport, url);
    await reply.heard('headers');
    await transport.destroy();
    await reply.heard('over');
    expect(reply.fault?.faultClass).toBe('gateway_error');
  });

  it('an attempt that was aborted before it was connected is never sent', async () => {
    const answers: ((error: null, addresses: { address: string; family: number }[]) => void)[] = [];
    let requests = 0;
    const { port } = await serve((_request, response) => {
      requests++;
      response.end('ok');
    });
    const transport = new HttpTransport({
      env: {},
      lookup: (_name, _options, answer) => void answers.push(answer as never),
    });
    running.push({ stop: () => transport.destroy() });
    const reply = new RecordedReply();
    const url = `http://slow.test:${port}`;
    const flow = transport.send({ method: 'GET', url, headers: {} }, reply);
    while (answers.length === 0) await turn();
    flow.abort();
    answers[0]!(null, [{ address: '127.0.0.1', family: 4 }]);
    const next = get(transport, url);
    while (answers.length < 2 && !next.events.includes('end')) await turn();
    answers[1]?.(null, [{ address: '127.0.0.1', family: 4 }]);
    await next.heard('over');
    expect([next.text, reply.events, requests]).toEqual(['ok', [], 1]);
  });
});
