import { jest } from '@jest/globals';
import { Agent, request } from 'node:http';
import { noAnswer, slowFirstToken, stall } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, tieredPolicy } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';
import { readStream, streamedText } from '../../support/sse.js';
import { createGate, until } from '../../support/time.js';
import { exitCode } from './exit-code.js';

const BODY = { model: 'chat', messages: [{ role: 'user', content: 'Ahoy' }] };
const STREAM = { ...BODY, stream: true };
/** Never reached: the tests end the wait by what they do. */
const LONG = '60s';

jest.setTimeout(20_000);
beforeAll(ensureBuilt, 180_000);

describe('a gateway that was told to stop', () => {
  let provider: FaultServer;
  let gateway: GatewayProcess;
  beforeEach(async () => (provider = await startFaultServer()));
  afterEach(async () => {
    await gateway.kill();
    await provider.stop();
  });

  const start = async (drain: object): Promise<void> => {
    gateway = await startGateway({
      config: fairleadYaml({ one: { base_url: provider.baseUrl } }, { drain }),
      policy: tieredPolicy(['one/m']),
    });
  };
  const chat = (): string => `${gateway.apiUrl}/v1/chat/completions`;
  const health = async (path: string): Promise<number> =>
    (await call(`${gateway.apiUrl}/health/${path}`)).status;
  const signal = (name: NodeJS.Signals = 'SIGTERM'): void => void process.kill(gateway.pid, name);
  const draining = (): Promise<boolean> => until('not ready', async () => (await health('ready')) === 503);

  it('is not ready at once, but alive and serving while balancers notice', async () => {
    await start({ delay: LONG, timeout: LONG });
    expect(await health('ready')).toBe(200);
    signal();
    await draining();
    const ready = JSON.parse((await call(`${gateway.apiUrl}/health/ready`)).text) as object;
    expect(ready).toMatchObject({
      status: 'error',
      error: { drain: { status: 'down', reason: 'draining' } },
    });
    expect(await health('live')).toBe(200);
    const answer = await call(chat(), BODY);
    expect([answer.status, answer.headers['connection']]).toEqual([200, 'close']);
    const stream = await readStream(chat(), STREAM);
    expect([stream.status, stream.headers['connection']]).toEqual([200, 'close']);
    expect(stream.events.at(-1)?.data).toBe('[DONE]');
  });

  it('asks callers on a kept connection to leave it', async () => {
    await start({ delay: LONG, timeout: LONG });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const before = await over(agent, chat());
    expect(before).toEqual({ status: 200, connection: 'keep-alive', reused: false });
    signal();
    await draining();
    expect(await over(agent, chat())).toEqual({ status: 200, connection: 'close', reused: true });
    expect(await over(agent, chat())).toEqual({ status: 200, connection: 'close', reused: false });
    agent.destroy();
  });

  it('lets an open stream come to its end, then exits with 0', async () => {
    await start({ timeout: LONG });
    const gate = createGate();
    provider.always(slowFirstToken(gate.opened));
    const reading = readStream(chat(), STREAM);
    await until('the stream', () => provider.requests[0]?.bytesSent);
    signal();
    await until('the listener to close', async () => {
      return call(`${gateway.apiUrl}/health/live`).then(
        () => false,
        (error: NodeJS.ErrnoException) => error.code === 'ECONNREFUSED',
      );
    });
    gate.open();
    const { events, ending } = await reading;
    expect(ending).toBe('complete');
    expect(streamedText(events)).toBe('The quick brown fox jumps over the lazy dog');
    expect(events.at(-1)?.data).toBe('[DONE]');
    expect(await exitCode(gateway)).toBe(0);
    const messages = gateway.logs().map(({ msg }) => msg);
    expect(messages).toEqual(['listening', 'draining', 'exchange', 'drained']);
  });

  it('exits with 0 though a kept connection stays idle', async () => {
    await start({ timeout: LONG });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await over(agent, chat());
    signal('SIGINT');
    expect(await exitCode(gateway)).toBe(0);
    agent.destroy();
  });

  it('ends what never ends when drain.timeout is over, with an error that its caller can read', async () => {
    await start({ timeout: '300ms' });
    const never = createGate();
    provider.play([stall(2), noAnswer(), slowFirstToken(never.opened)]);
    const begun = readStream(chat(), STREAM);
    await until('its content', () => provider.requests[0]?.bytesSent);
    const whole = call(chat(), BODY);
    await until('the second request', () => provider.requests.length === 2);
    const silent = call(chat(), STREAM);
    await until('the third request', () => provider.requests.length === 3);
    signal();
    const { events, ending } = await begun;
    expect(ending).toBe('complete');
    expect(events.at(-1)?.data).toContain('before the gateway had to stop');
    for (const { status, text } of [await whole, await silent]) {
      expect(status).toBe(504);
      expect(JSON.parse(text)).toMatchObject({ error: { code: 'timeout_total' } });
    }
    expect(await exitCode(gateway)).toBe(0);
    expect(gateway.logs().find(({ level }) => level === 40)).toMatchObject({
      msg: 'drain timeout: ending requests unfinished',
      inflight: 3,
    });
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('ends at once on a second %s', async (name, code) => {
    await start({ delay: LONG, timeout: LONG });
    provider.always(noAnswer());
    const cut = call(chat(), BODY).catch((error: NodeJS.ErrnoException) => error.code);
    await until('the request', () => provider.requests.length === 1);
    signal();
    await draining();
    signal(name);
    expect(await exitCode(gateway)).toBe(code);
    expect(await cut).toBe('ECONNRESET');
  });

  it('asks those to leave whom it refuses, too', async () => {
    await start({ delay: LONG, timeout: LONG });
    signal();
    await draining();
    const answer = await call(`${gateway.apiUrl}/v1/nowhere`);
    expect([answer.status, answer.headers['connection']]).toEqual([404, 'close']);
  });
});

function over(
  agent: Agent,
  url: string,
): Promise<{ status: number | undefined; connection: string | undefined; reused: boolean }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent }, (incoming) => {
      const { statusCode: status, headers } = incoming;
      incoming.resume();
      // The socket is back with its agent only once the reply has closed.
      incoming.on('close', () =>
        resolve({ status, connection: headers.connection, reused: outgoing.reusedSocket }),
      );
    });
    outgoing.on('error', reject).end(JSON.stringify(BODY));
  });
}
