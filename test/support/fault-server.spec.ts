import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import {
  closeBeforeHeaders,
  cutMidStream,
  failStatus,
  modelsList,
  noAnswer,
  ok,
  resetBeforeHeaders,
  slowFirstToken,
  unauthorized,
} from './behaviours/index.js';
import type { Behaviour } from './behaviours/index.js';
import { startFaultServer } from './fault-server.js';
import type { FaultServer } from './fault-server.js';
import { call } from './http-call.js';
import { readStream } from './sse.js';
import { createGate, until } from './time.js';

const BODY = { model: 'm', messages: [{ role: 'user', content: 'Grüße' }] };

describe('the fault server', () => {
  let server: FaultServer;
  beforeEach(async () => (server = await startFaultServer()));
  afterEach(() => server.stop());

  const url = () => `${server.baseUrl}/chat/completions`;

  it('plays the nth behaviour to the nth request, and the last one from then on', async () => {
    server.play([failStatus(500), failStatus(503), ok()]);
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) statuses.push((await call(url(), BODY)).status);
    expect(statuses).toEqual([500, 503, 200, 200]);
    expect(server.requests.map((seen) => [seen.attemptOrdinal, seen.behaviour])).toEqual([
      [1, 'failStatus(500)'],
      [2, 'failStatus(503)'],
      [3, 'ok'],
      [4, 'ok'],
    ]);
  });

  it('refuses an empty script', () => {
    expect(() => server.play([])).toThrow('at least one behaviour');
  });

  it('records what it saw', async () => {
    await call(url(), BODY, {
      headers: { authorization: 'Bearer key-1', 'content-type': 'application/json' },
    });
    const [seen] = server.requests;
    expect(seen).toMatchObject({ method: 'POST', path: '/v1/chat/completions', body: BODY, connectionId: 1 });
    expect(seen).toMatchObject({
      bodyText: JSON.stringify(BODY),
      aborted: false,
      headers: { authorization: 'Bearer key-1' },
    });
  });

  it('keeps a body that is not JSON as text', async () => {
    await call(url(), 'not JSON');
    expect(server.requests[0]).toMatchObject({ bodyText: 'not JSON', body: {} });
  });

  it('answers probes from a script of their own', async () => {
    server.play([failStatus(500), ok()]);
    const models = await call(`${server.baseUrl}/models`);
    expect(JSON.parse(models.text)).toMatchObject({
      object: 'list',
      data: [{ id: 'small' }, { id: 'large' }],
    });
    server.playProbes([unauthorized(), modelsList(['tiny'])]);
    expect((await call(`${server.baseUrl}/models`)).status).toBe(401);
    expect((await call(`${server.baseUrl}/models`)).text).toContain('"id":"tiny"');
    expect((await call(url(), BODY)).status).toBe(500);
    expect([server.probes.length, server.requests.length]).toEqual([3, 1]);
  });

  it('tells reused connections from new ones', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let n = 0; n < 2; n++) await callThrough(agent, url());
    await call(url(), BODY);
    expect(server.requests.map((seen) => seen.connectionId)).toEqual([1, 1, 2]);
    agent.destroy();
    await until('every connection to close', () => server.connectionCount === 0);
  });

  it.each<[Behaviour, string]>([
    [resetBeforeHeaders(), 'ECONNRESET'],
    [closeBeforeHeaders(), 'end'],
    [cutMidStream(1), 'end'],
  ])('%j closes the socket with: %s', async (behaviour, closing) => {
    server.always(behaviour);
    expect(await closingOf(server)).toBe(closing);
    // The server did this, not the client.
    expect(server.requests[0]?.aborted).toBe(false);
  });

  it('knows that a client left in the middle of a stream', async () => {
    server.always(slowFirstToken(createGate().opened));
    await readStream(url(), { ...BODY, stream: true }, { abortAfter: 1 });
    const seen = await until('the disconnect', () => server.requests.find(({ aborted }) => aborted));
    expect(seen.abortedAt).toBeGreaterThanOrEqual(seen.at);
  });

  it('refuses new connections and finishes what is under way', async () => {
    const gate = createGate();
    server.always(slowFirstToken(gate.opened));
    const underWay = call(url(), BODY);
    await until('the request', () => server.requests.length === 1);
    server.refuse();
    await expect(call(url(), BODY)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    gate.open();
    expect((await underWay).ending).toBe('complete');
    await until('the connection to close', () => server.connectionCount === 0);
  });

  it('dies under load and comes back on the same port', async () => {
    const before = server.url;
    server.play([noAnswer(), slowFirstToken(createGate().opened), ok()]);
    const unanswered = call(url(), BODY);
    const streaming = readStream(url(), { ...BODY, stream: true });
    await until('both requests', () => server.requests[1]?.bytesSent);
    await Promise.all([
      expect(unanswered).rejects.toMatchObject({ code: 'ECONNRESET' }),
      expect(streaming).resolves.toMatchObject({ ending: 'cut' }),
      server.kill(),
    ]);
    expect(server.requests.map(({ aborted }) => aborted)).toEqual([false, false]);
    await expect(call(url(), BODY)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await server.revive();
    expect(server.url).toBe(before);
    expect((await call(url(), BODY)).status).toBe(200);
  });

  it('stops twice without complaint', async () => {
    await server.stop();
    await server.stop();
    await expect(call(url(), BODY)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

function callThrough(agent: Agent, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent }, (incoming) =>
      incoming.resume().on('end', resolve),
    );
    outgoing.on('error', reject).end(JSON.stringify(BODY));
  });
}

/** How a raw socket sees the server close it: `end` in good TCP order, or the error's code. */
function closingOf(server: FaultServer): Promise<string> {
  const body = JSON.stringify(BODY);
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1').resume();
    socket.on('end', () => resolve('end'));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
}
