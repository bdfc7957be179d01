import { Injectable } from '@nestjs/common';
import { Interval, ScheduleModule, Timeout } from '@nestjs/schedule';
import { HealthCheckService, TerminusModule } from '@nestjs/terminus';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FairleadModule } from '@fairlead/gateway';
import { ok, slowHeaders, stall } from '../../support/behaviours/index.js';
import { fairleadYaml, policyYaml, tieredPolicy } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { call } from '../../support/http-call.js';
import { createGate, until } from '../../support/time.js';
import { configOf, startHost, type Host } from './host.js';

const CHAT = { model: 'chat', messages: [{ role: 'user', content: 'Ahoy' }] };
const ASK = { dialect: 'openai-chat', body: CHAT } as const;
const ENV = { FAIRLEAD_STATE_DIR: 'none' };

let provider: FaultServer;
let folder: string;
const hosts: Host[] = [];
const start = async (...args: Parameters<typeof startHost>): Promise<Host> => {
  const host = await startHost(...args);
  hosts.push(host);
  return host;
};

beforeAll(async () => (provider = await startFaultServer()));
afterAll(() => provider.stop());
beforeEach(async () => {
  provider.always(ok());
  folder = await mkdtemp(join(tmpdir(), 'fairlead-embedded-'));
});
afterEach(async () => {
  for (const { app } of hosts.splice(0)) await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** Writes both files, each in one step as an editor does. */
async function write(policy: string, extra: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const config = fairleadYaml({ one: { base_url: provider.baseUrl } }, extra);
  for (const [name, text] of Object.entries({ 'policy.yaml': policy, 'fairlead.yaml': config })) {
    await writeFile(join(folder, `${name}.draft`), text);
    await rename(join(folder, `${name}.draft`), join(folder, name));
  }
  return join(folder, 'fairlead.yaml');
}

const routed = async ({ fairlead }: Host): Promise<string | undefined> =>
  (await fairlead.send(ASK)).headers['x-fairlead-target'];

describe('a configuration that cannot be used', () => {
  it('keeps the application from starting, and every problem is told', async () => {
    const config = await write(policyYaml([{ name: 'chat', targets: ['two/m'], tires: [] }]), { drains: 1 });
    const started = startHost({ config, env: ENV });
    await expect(started).rejects.toThrow(/fairlead\.yaml.*drains[^]*policy\.yaml/);
  });

  it('leaves it serving 503 where it is to wait, until the files can be used', async () => {
    const config = await write('version: 1\nroutes: nonsense\n');
    const log: string[] = [];
    const host = await start({ config, env: ENV, onBadConfig: 'wait' }, { log });
    expect((await call(`${host.url}/orders/7`)).status).toBe(200);
    expect((await call(`${host.url}/health/ready`)).status).toBe(503);
    expect((await call(`${host.url}/health/live`)).status).toBe(200);
    const refused = await call(`${host.url}/v1/chat/completions`, CHAT);
    expect([refused.status, refused.text]).toEqual([503, expect.stringContaining('gateway_not_configured')]);
    expect(log.join('\n')).toMatch(/error policy rejected: nothing is served.*policy\.yaml:2/);
    await write(tieredPolicy(['one/m']));
    await until('the files to be taken', () => host.fairlead.status.state === 'loaded');
    expect(await routed(host)).toBe('one/m');
    expect((await call(`${host.url}/health/ready`)).status).toBe(200);
  });

  it('in another application is its own affair', async () => {
    const good = await start({ config: configOf(provider), prefix: 'one' });
    const bad = { ...(configOf(provider) as object), policy: 'version: 1\nroutes: []\n' };
    await expect(startHost({ config: bad as never })).rejects.toThrow(/policy\.yaml/);
    expect(await routed(good)).toBe('one/m');
  });
});

it('follows its files, and reads them when told to', async () => {
  const host = await start({ config: await write(tieredPolicy(['one/m'])), env: ENV });
  await write(tieredPolicy(['one/other']));
  await until('the change', async () => (await routed(host)) === 'one/other');
  const still = await start({ config: join(folder, 'fairlead.yaml'), env: ENV, watch: false });
  await write(tieredPolicy(['one/third']));
  expect(await still.fairlead.reload()).toMatchObject({ state: 'loaded' });
  expect(await routed(still)).toBe('one/third');
  await write('version: 1\nroutes: nonsense\n');
  expect(await still.fairlead.reload()).toMatchObject({ state: 'rejected', errors: [expect.any(String)] });
  expect(await routed(still)).toBe('one/third');
});

it('takes its settings from another provider', async () => {
  const options = FairleadModule.forRootAsync({
    prefix: 'ai',
    useFactory: async () => ({ config: await write(tieredPolicy(['one/m'])), env: ENV }),
  });
  const host = await start(options);
  expect((await call(`${host.url}/ai/v1/chat/completions`, CHAT)).status).toBe(200);
});

describe('two applications in one process', () => {
  it('share nothing', async () => {
    const [a, b] = [await start({ config: configOf(provider) }), await start({ config: configOf(provider) })];
    await routed(a);
    const counted = async ({ fairlead }: Host): Promise<string | undefined> =>
      /fairlead_requests_total\{[^}]*\} \d+/.exec(await fairlead.metrics())?.[0];
    expect([await counted(a), await counted(b)]).toEqual([expect.stringMatching(/ 1$/), undefined]);
    await a.app.close();
    expect((await a.fairlead.send(ASK)).status).toBe(503);
    expect(await routed(b)).toBe('one/m');
  });

  it('may not be one with two gateways', async () => {
    const options = { config: configOf(provider) };
    const twice = startHost(options, { imports: [FairleadModule.forRoot({ ...options, isGlobal: true })] });
    await expect(twice).rejects.toThrow('imported twice');
  });
});

describe('an application with jobs and health checks of its own', () => {
  it('keeps them, and they run once', async () => {
    const ran: string[] = [];
    @Injectable()
    class Jobs {
      // The names are those of our own timers.
      @Interval('probes', 60_000)
      probe(): void {
        ran.push('probe');
      }

      @Timeout('reload', 1)
      reload(): void {
        ran.push('first');
      }

      @Timeout('later', 50)
      later(): void {
        ran.push('last');
      }
    }
    const host = await start(
      { config: configOf(provider) },
      { imports: [ScheduleModule.forRoot(), TerminusModule.forRoot()], providers: [Jobs] },
    );
    expect(host.app.get(HealthCheckService, { strict: false })).toBeDefined();
    await until('the last job', () => ran.includes('last'));
    expect(ran).toEqual(['first', 'last']);
    expect(await routed(host)).toBe('one/m');
  });
});

describe('an application that ends', () => {
  it('lets what is under way finish, over sockets and within', async () => {
    const host = await start({ config: configOf(provider) });
    const gate = createGate();
    provider.always(slowHeaders(gate.opened));
    const before = provider.requests.length;
    const order: string[] = [];
    const within = host.fairlead.send(ASK).then(({ status }) => order.push(`within ${status}`));
    const over = call(`${host.url}/v1/chat/completions`, CHAT).then(({ status }) =>
      order.push(`over ${status}`),
    );
    await until('both at the provider', () => provider.requests.length === before + 2);
    const closed = host.app.close().then(() => order.push('closed'));
    gate.open();
    await Promise.all([within, over, closed]);
    expect(order.toSorted()).toEqual(['closed', 'over 200', 'within 200']);
    expect(order.indexOf('within 200')).toBeLessThan(order.indexOf('closed'));
  });

  it('cuts what has not finished when drain.timeout is over', async () => {
    const host = await start({ config: configOf(provider, { drain: { timeout: '50ms' } }) });
    provider.always(stall(1));
    const before = provider.requests.length;
    const body = { ...CHAT, stream: true };
    const within = await host.fairlead.send({ ...ASK, body });
    const over = call(`${host.url}/v1/chat/completions`, body);
    await until('both at the provider', () => provider.requests.length === before + 2);
    await host.app.close();
    await expect(within.bytes()).rejects.toThrow('has stopped');
    expect((await over).text).not.toContain('[DONE]');
    await until('the provider to see it', () =>
      provider.requests.slice(before).every(({ aborted }) => aborted),
    );
  });
});
