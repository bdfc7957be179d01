import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { ok, slowFirstToken } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, tieredPolicy } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';
import { createGate, until } from '../../support/time.js';

const BODY = { model: 'chat', messages: [{ role: 'user', content: 'Ahoy' }] };

let provider: FaultServer;
let gateway: GatewayProcess;
beforeAll(async () => {
  await ensureBuilt();
  provider = await startFaultServer();
  gateway = await startGateway({
    config: fairleadYaml(
      { one: { base_url: provider.baseUrl } },
      { limits: { receive: '300ms', inflight: 3, connections: 8 } },
    ),
    policy: tieredPolicy(['one/m']),
  });
}, 180_000);
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
});

const open: Socket[] = [];
afterEach(() => open.splice(0).forEach((socket) => socket.destroy()));

async function dial(): Promise<Socket> {
  const { hostname, port } = new URL(gateway.apiUrl);
  const socket = connect(Number(port), hostname);
  open.push(socket.on('error', () => undefined));
  await once(socket, 'connect');
  return socket;
}

it.each([
  ['headers', 'POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nx-slow: '],
  ['body', 'POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: 500\r\n\r\n{"model":'],
])(
  'a caller whose %s never end is told 408 and let go',
  async (_, beginning) => {
    const asked = provider.requests.length;
    const socket = await dial();
    socket.write(beginning);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
    expect(provider.requests).toHaveLength(asked);
  },
  60_000,
);

it('one request too many is refused, and the others are answered', async () => {
  const gate = createGate();
  provider.always(slowFirstToken(gate.opened));
  const asked = provider.requests.length;
  const ask = (): ReturnType<typeof call> => call(`${gateway.apiUrl}/v1/chat/completions`, BODY);
  const taken = [ask(), ask(), ask()];
  await until('three to be under way', () => provider.requests.length - asked === 3);
  const refused = await ask();
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1']);
  expect(JSON.parse(refused.text)).toMatchObject({ error: { code: 'gateway_throttled' } });
  gate.open();
  expect((await Promise.all(taken)).map(({ status }) => status)).toEqual([200, 200, 200]);
  provider.always(ok());
  expect((await ask()).status).toBe(200);
});

it('one connection too many is closed', async () => {
  const sockets = await Promise.all(Array.from({ length: 12 }, dial));
  const closed = (): number => sockets.filter(({ readyState }) => readyState !== 'open').length;
  for (const socket of sockets) socket.resume();
  await until('those that are too many to be closed', () => closed() >= 4);
  expect(closed()).toBeLessThan(12);
});
