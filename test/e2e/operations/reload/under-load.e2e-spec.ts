import { jest } from '@jest/globals';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { slowFirstToken } from '../../../support/behaviours/index.js';
import { ensureBuilt, REPOSITORY } from '../../../support/build.js';
import { fairleadYaml, tieredPolicy } from '../../../support/config.js';
import { startFaultServer, type FaultServer } from '../../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../../support/gateway-process.js';
import { call } from '../../../support/http-call.js';
import { readStream } from '../../../support/sse.js';
import { createGate, until } from '../../../support/time.js';
import { SteadyLoad } from './steady-load.js';

const PER_SECOND = 200;
const RELOADS = 100;
const BETWEEN_RELOADS_MS = 100;
/** Every request of the ring of decisions and every pool of connections is there before the first reading. */
const WARM_UP_RELOADS = 20;
/**
 * Two readings of the same state differ by about 1 MB. A generation that is never let go costs 170 kB: 100 of them were
 * 17 MB when one was leaked on purpose.
 */
const HEAP_GROWTH_BYTES = 3 * 1024 * 1024;

const STREAM = { model: 'chat', stream: true, messages: [{ role: 'user', content: 'Ahoy' }] };
const POLICIES = [tieredPolicy(['a/m']), tieredPolicy(['b/m'])] as const;
const TARGETS = ['a/m', 'b/m'] as const;
const BROKEN = 'version: 1\nroutes:\n  - name: chat\n    match: any\n    targets: [nobody/m]\n';

jest.setTimeout(120_000);
beforeAll(ensureBuilt, 180_000);

describe(`${RELOADS} reloads under ${PER_SECOND} requests a second`, () => {
  let servers: Record<'a' | 'b' | 'slow', FaultServer>;
  let gateway: GatewayProcess;
  beforeAll(async () => {
    const [a, b, slow] = await Promise.all([startFaultServer(), startFaultServer(), startFaultServer()]);
    servers = { a, b, slow };
    gateway = await startGateway({
      config: fairleadYaml({
        a: { base_url: a.baseUrl },
        b: { base_url: b.baseUrl },
        slow: { base_url: slow.baseUrl },
      }),
      policy: POLICIES[1],
      nodeArgs: [
        '--expose-gc',
        '--import',
        pathToFileURL(join(REPOSITORY, 'test/support/collect-garbage.mjs')).href,
      ],
    });
  });
  afterAll(async () => {
    await gateway.kill();
    await Promise.all(Object.values(servers).map((server) => server.stop()));
  });

  const chat = (): string => `${gateway.apiUrl}/v1/chat/completions`;
  const metric = async (pattern: RegExp): Promise<number> =>
    Number(pattern.exec((await call(`${gateway.adminUrl}/metrics`)).text)?.[1] ?? NaN);
  const policy = async (): Promise<Record<string, unknown>> =>
    JSON.parse((await call(`${gateway.adminUrl}/admin/policy`)).text) as Record<string, unknown>;

  /** Version → the target that it routes to. */
  const versions = new Map<string, string>();

  async function reload(text: string, target: string | undefined): Promise<void> {
    await gateway.rewrite('policy.yaml', text);
    const answer = await call(`${gateway.adminUrl}/admin/reload`, undefined, { method: 'POST' });
    expect(answer.status).toBe(target === undefined ? 422 : 200);
    const { version } = JSON.parse(answer.text) as { version: string };
    if (target !== undefined) versions.set(version, target);
  }

  async function reloads(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      const broken = n % 10 === 9;
      await reload(broken ? BROKEN : POLICIES[n % 2]!, broken ? undefined : TARGETS[n % 2]!);
      await sleep(BETWEEN_RELOADS_MS);
    }
  }

  /** Bytes that are left when everything that can go is gone. */
  async function settledHeap(): Promise<number> {
    await until('every old generation to be released', async () => (await policy())['draining'] === 0);
    const said = (): string[] => [...gateway.output().matchAll(/^heap: (\d+) bytes$/gm)].map(([, n]) => n!);
    const before = said().length;
    process.kill(gateway.pid, 'SIGUSR2');
    await until('the garbage to be collected', () => said().length > before);
    return Number(said().at(-1));
  }

  it('lose and misroute nothing, let streams finish, and leave no memory behind', async () => {
    const load = new SteadyLoad(chat(), PER_SECOND);
    await reloads(WARM_UP_RELOADS);
    const before = await settledHeap();

    const gate = createGate();
    servers.slow.always(slowFirstToken(gate.opened));
    await reload(tieredPolicy(['slow/m']), 'slow/m');
    const streams = Promise.all(Array.from({ length: 10 }, () => readStream(chat(), STREAM)));
    // The steady load goes there too.
    const underWay = (): number =>
      servers.slow.requests.filter(({ bodyText }) => bodyText.includes('"stream":true')).length;
    await until('the streams to be under way', () => underWay() >= 10);
    await reloads(RELOADS);
    expect(await policy()).toMatchObject({ draining: 1 });
    gate.open();
    for (const stream of await streams) {
      expect(stream.headers['x-fairlead-target']).toBe('slow/m');
      expect(versions.get(String(stream.headers['x-fairlead-policy']))).toBe('slow/m');
      expect(stream.events.at(-1)?.data).toBe('[DONE]');
    }
    // What is under way when a reading is made counts too, and a busy machine has more of it.
    const isLevel = async (): Promise<boolean> => (await settledHeap()) - before < HEAP_GROWTH_BYTES;
    await until('memory to return to its level', isLevel, { timeoutMs: 30_000 });

    const seen = await load.stop();
    expect(seen.filter(({ status }) => status !== 200)).toEqual([]);
    expect(seen.filter(({ policy: version, target }) => versions.get(version) !== target)).toEqual([]);
    expect(new Set(seen.map(({ target }) => target))).toEqual(new Set(['a/m', 'b/m', 'slow/m']));
    expect(seen.length).toBeGreaterThan(PER_SECOND * ((RELOADS * BETWEEN_RELOADS_MS) / 1000) * 0.9);
  });

  it('are counted', async () => {
    const count = (result: string): Promise<number> =>
      metric(new RegExp(`^fairlead_policy_reload_total\\{result="${result}"\\} (\\d+)$`, 'm'));
    // The watch may be quicker than the request, and then a file is read twice.
    expect(await count('loaded')).toBeGreaterThanOrEqual(109);
    expect(await count('rejected')).toBeGreaterThanOrEqual(12);
  });
});
