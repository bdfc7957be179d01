import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { slowHeaders } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, tieredPolicy } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';
import { createGate, until } from '../../support/time.js';

const MIB = 1024 * 1024;
const REQUESTS = 12;
const BODY_MIB = 6;
/** The body as it came, and with the target's name in it; and garbage. Three runs: 2.2 to 2.5. */
const BODIES_EACH = 3;
const PATIENCE = { timeoutMs: 30_000 };
jest.setTimeout(60_000);

let provider: FaultServer;
let gateway: GatewayProcess;
beforeAll(async () => {
  await ensureBuilt();
  provider = await startFaultServer();
  gateway = await startGateway({
    config: fairleadYaml({ one: { base_url: provider.baseUrl } }),
    policy: tieredPolicy(['one/m']),
  });
}, 180_000);
afterAll(async () => {
  await gateway.kill();
  await provider.stop();
});

const residentMiB = (): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(gateway.pid)], { encoding: 'utf8' })) / 1024;

it('large bodies under way at once take no more memory than twice their size, coarsely', async () => {
  const content = 'x'.repeat(BODY_MIB * MIB);
  const body = JSON.stringify({ model: 'chat', messages: [{ role: 'user', content }] });
  const gate = createGate();
  provider.always(slowHeaders(gate.opened));
  const before = residentMiB();
  const answers = Promise.all(
    Array.from({ length: REQUESTS }, () => call(`${gateway.apiUrl}/v1/chat/completions`, body)),
  );
  await until(
    'every body to have reached the provider',
    () => {
      return provider.requests.filter(({ bodyText }) => bodyText !== '').length === REQUESTS;
    },
    PATIENCE,
  );
  const grownMiB = residentMiB() - before;
  gate.open();
  expect((await answers).map(({ status }) => status)).toEqual(Array.from({ length: REQUESTS }, () => 200));
  expect(grownMiB).toBeLessThan(REQUESTS * BODY_MIB * BODIES_EACH);
  // What counts nothing would pass too.
  expect(grownMiB).toBeGreaterThan(REQUESTS * BODY_MIB);
});
