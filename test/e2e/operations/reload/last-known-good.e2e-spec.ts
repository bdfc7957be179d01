import { jest } from '@jest/globals';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../../../support/build.js';
import { fairleadYaml, tieredPolicy } from '../../../support/config.js';
import { startFaultServer, type FaultServer } from '../../../support/fault-server.js';
import { GatewayProcess, startGateway } from '../../../support/gateway-process.js';
import { call } from '../../../support/http-call.js';
import { until } from '../../../support/time.js';

const BODY = { model: 'chat', messages: [{ role: 'user', content: 'Ahoy' }] };
const BROKEN = 'version: 1\nroutes: [{ name: chat, match: any, targets: [nobody/m] }]\n';

jest.setTimeout(30_000);
beforeAll(ensureBuilt, 180_000);

describe('a gateway that restarts into a broken policy', () => {
  let server: FaultServer;
  let state: string;
  let first: GatewayProcess;
  let second: GatewayProcess | undefined;
  let options: Parameters<typeof startGateway>[0];
  beforeEach(async () => {
    server = await startFaultServer();
    state = await mkdtemp(join(tmpdir(), 'fairlead-state-'));
    const config = fairleadYaml({ a: { base_url: server.baseUrl, api_key: 'planted-secret' } });
    options = { config, policy: tieredPolicy(['a/m']), env: { FAIRLEAD_STATE_DIR: state } };
    first = await startGateway(options);
  });
  afterEach(async () => {
    await Promise.all([first.kill(), second?.kill()]);
    await rm(state, { recursive: true });
    await server.stop();
  });

  /** The file of the first gateway is broken, the gateway ends, and another one starts on the same file. */
  async function restart(policy = BROKEN): Promise<GatewayProcess> {
    await first.rewrite('policy.yaml', policy);
    await first.crash();
    second = new GatewayProcess(first.folder, options);
    await second.listening(20_000);
    return second;
  }
  const target = async ({ apiUrl }: GatewayProcess): Promise<unknown> =>
    (await call(`${apiUrl}/v1/chat/completions`, BODY)).headers['x-fairlead-target'];
  const copies = async (): Promise<string[]> =>
    (await readdir(state, { recursive: true }))
      .filter((name) => name.endsWith('.lkg'))
      .map((name) => join(state, name));

  it('goes on with the last good one, says so, and takes the file when it is mended', async () => {
    const gateway = await restart();
    expect(await target(gateway)).toBe('a/m');
    const ready = await call(`${gateway.apiUrl}/health/ready`);
    expect(ready.status).toBe(200);
    expect(JSON.parse(ready.text)).toMatchObject({
      details: {
        policy: {
          state: 'rejected',
          lastKnownGood: true,
          errors: [expect.stringContaining('error unknown-provider') as unknown],
        },
      },
    });
    expect(
      gateway.logs().find(({ msg }) => String(msg).includes('last known good policy stays in force')),
    ).toBeDefined();
    await gateway.rewrite('policy.yaml', tieredPolicy(['a/n']));
    await until('the mended policy', async () => (await target(gateway)) === 'a/n');
    expect((await call(`${gateway.apiUrl}/health/ready`)).text).not.toContain('lastKnownGood');
  });

  it('goes on with what the good one imported, too', async () => {
    const pools = join(first.folder, 'pools.yaml');
    await writeFile(pools, 'version: 1\npools: { main: { targets: [a/imported] } }\n');
    const policy = 'version: 1\nimports: [pools.yaml]\nroutes: [{ name: chat, match: any, pool: main }]\n';
    await first.rewrite('policy.yaml', policy);
    await until('the imported pool', async () => (await target(first)) === 'a/imported');
    await rm(pools);
    expect(await target(await restart(policy))).toBe('a/imported');
  });

  it('keeps one copy: of the policy, and of no secret', async () => {
    await first.rewrite('policy.yaml', tieredPolicy(['a/n']));
    await until('the new policy', async () => (await target(first)) === 'a/n');
    const [copy, ...others] = await copies();
    expect(others).toEqual([]);
    const text = await readFile(copy!, 'utf8');
    expect(text).toContain('a/n');
    expect(text).not.toContain('planted-secret');
  });

  it('refuses to start when the copy was altered', async () => {
    const [copy] = await copies();
    await writeFile(copy!, (await readFile(copy!, 'utf8')).replace('a/m', 'a/x'));
    await expect(restart()).rejects.toThrow(/unknown-provider/);
  });

  it('refuses to start when others could have written the copy', async () => {
    const [copy] = await copies();
    await chmod(join(copy!, '..'), 0o777);
    await expect(restart()).rejects.toThrow(/unknown-provider/);
  });

  it('refuses to start without one', async () => {
    options = { ...options, env: { FAIRLEAD_STATE_DIR: 'none' } };
    await expect(restart()).rejects.toThrow(/unknown-provider/);
  });

  it('serves where nothing can be kept, with one warning', async () => {
    await writeFile(join(state, 'file'), '');
    options = { ...options, env: { FAIRLEAD_STATE_DIR: join(state, 'file') } };
    const gateway = await restart(tieredPolicy(['a/n']));
    expect(await target(gateway)).toBe('a/n');
    expect(gateway.logs().filter(({ msg }) => String(msg).includes('cannot be kept'))).toHaveLength(1);
  });
});
