import { Agent, request } from 'node:http';
import { ok } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';

const INVENTIONS = 10_000;
const CALLERS = 32;

let server: FaultServer;
let gateway: GatewayProcess;
beforeAll(async () => {
  await ensureBuilt();
  server = await startFaultServer();
  server.always(ok());
  gateway = await startGateway({
    config: fairleadYaml({ one: { base_url: server.baseUrl } }),
    // A wild card: any text that a caller invents reaches a target.
    policy: policyYaml([{ name: 'chat', match: { model: 'known-*' }, targets: ['one/m'] }]),
  });
}, 180_000);
afterAll(async () => {
  await gateway.stop();
  await server.stop();
});

/** Name and labels of every series; histograms have one a bucket. */
async function series(): Promise<ReadonlySet<string>> {
  const { text } = await call(`${gateway.adminUrl}/metrics`);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Set(
    lines.map((line) => line.slice(0, line.lastIndexOf(' '))).filter((name) => !name.startsWith('nodejs_')),
  );
}

const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });
afterAll(() => agent.destroy());

/** Everything about it is new; one in five asks for a model that no route has, one in five is no JSON. */
function ask(n: number): Promise<number> {
  const model = n % 5 === 0 ? `unknown-${n}` : `known-${n}`;
  const body =
    n % 5 === 1
      ? `{"model": "${model}",`
      : JSON.stringify({ model, messages: [{ role: 'user', content: `${n}` }] });
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer key-${n}`,
      [`x-fairlead-label-invented${n % 50}`]: `value-${n}`,
      'x-fairlead-label-tenant': `tenant-${n}`,
      'x-request-id': `id-${n}`,
    };
    const path = n % 7 === 0 ? `/v1/chat/completions?key=${n}` : '/v1/chat/completions';
    request(`${gateway.apiUrl}${path}`, { method: 'POST', agent, headers }, (incoming) => {
      incoming.resume().on('end', () => resolve(incoming.statusCode ?? 0));
    })
      .on('error', reject)
      .end(body);
  });
}

it(`${INVENTIONS} invented models, labels and keys add no series`, async () => {
  for (let n = 0; n < 70; n++) await ask(n);
  const before = await series();
  const statuses = new Set<number>();
  let next = 70;
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (next < INVENTIONS) statuses.add(await ask(next++));
    }),
  );
  expect(statuses).toEqual(new Set([200, 400, 404]));
  expect([...(await series())].filter((each) => !before.has(each))).toEqual([]);
  expect([...before].join('\n')).not.toMatch(/known-|tenant-|invented|key-\d|value-/);
}, 120_000);
