import { failStatus, ok, slowHeaders } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, tieredPolicy } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess, type LogLine } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';
import { until } from '../../support/time.js';

const BODY = { model: 'chat', messages: [{ role: 'user', content: 'hello' }] };
const REQUESTS = 60;

let provider: FaultServer;
const gateways: GatewayProcess[] = [];

const start = async (log: object): Promise<GatewayProcess> => {
  const gateway = await startGateway({
    config: fairleadYaml({ a: { base_url: provider.baseUrl } }, { log }),
    policy: tieredPolicy(['a/m'], { failover: { same_target_retries: 0 } }),
  });
  gateways.push(gateway);
  return gateway;
};

beforeAll(async () => {
  await ensureBuilt();
  provider = await startFaultServer();
}, 180_000);
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  await provider.stop();
});
beforeEach(() => provider.always(ok()));

const chat = async (gateway: GatewayProcess, requestId: string): Promise<number> =>
  (await call(`${gateway.apiUrl}/v1/chat/completions`, BODY, { headers: { 'x-request-id': requestId } }))
    .status;
const linesOf = (gateway: GatewayProcess): LogLine[] =>
  gateway.logs().filter(({ msg }) => msg === 'exchange');
/** The log of everything before a failure is written when its line is. */
const logged = async (gateway: GatewayProcess): Promise<LogLine[]> => {
  provider.always(failStatus(400));
  await chat(gateway, 'last');
  await until('the last line', () => linesOf(gateway).some(({ requestId }) => requestId === 'last'));
  return linesOf(gateway).filter(({ requestId }) => requestId !== 'last');
};
const ids = (lines: readonly LogLine[]): string[] =>
  lines.map(({ requestId }) => String(requestId)).toSorted();

it('a share of the successes is logged, the same by every replica, and says what it stands for', async () => {
  const replicas = await Promise.all([start({ sample: '25%' }), start({ sample: '25%' })]);
  for (const gateway of replicas)
    for (let n = 0; n < REQUESTS; n++) expect(await chat(gateway, `sampled-${n}`)).toBe(200);
  const [first, second] = [await logged(replicas[0]), await logged(replicas[1])];
  expect(ids(first)).toEqual(ids(second));
  expect(first.length).toBeGreaterThan(0);
  expect(first.length).toBeLessThan(REQUESTS / 2);
  expect(first.every(({ sample }) => sample === 0.25)).toBe(true);
  const metrics = await call(`${replicas[0].adminUrl}/metrics`);
  expect(metrics.text).toMatch(
    new RegExp(`^fairlead_requests_total\\{.*outcome="ok".*\\} ${REQUESTS}$`, 'm'),
  );
}, 60_000);

it('with none of them, failures are, and slow ones', async () => {
  const gateway = await start({ sample: '0%', slow: '200ms' });
  await chat(gateway, 'quick');
  provider.always(slowHeaders(250));
  await chat(gateway, 'slow');
  const lines = await logged(gateway);
  expect(ids(lines)).toEqual(['slow']);
  expect(lines[0]).not.toHaveProperty('sample');
}, 60_000);
