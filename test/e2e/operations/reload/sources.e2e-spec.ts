import { jest } from '@jest/globals';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuilt } from '../../../support/build.js';
import { fairleadYaml, policyYaml, tieredPolicy } from '../../../support/config.js';
import { startFaultServer, type FaultServer } from '../../../support/fault-server.js';
import { startGateway, type GatewayProcess, type LogLine } from '../../../support/gateway-process.js';
import { call } from '../../../support/http-call.js';
import { until } from '../../../support/time.js';

const BODY = { model: 'chat', messages: [{ role: 'user', content: 'Ahoy' }] };

jest.setTimeout(30_000);
beforeAll(ensureBuilt, 180_000);

describe('the files are followed:', () => {
  let a: FaultServer;
  let b: FaultServer;
  let gateway: GatewayProcess;
  beforeEach(async () => {
    [a, b] = await Promise.all([startFaultServer(), startFaultServer()]);
    gateway = await startGateway({ config: config(), policy: tieredPolicy(['a/m']) });
  });
  afterEach(async () => {
    await gateway.kill();
    await Promise.all([a.stop(), b.stop()]);
  });

  const config = (extra: Readonly<Record<string, unknown>> = {}): string =>
    fairleadYaml({ a: { base_url: a.baseUrl }, b: { base_url: b.baseUrl } }, extra);
  const target = async (): Promise<unknown> =>
    (await call(`${gateway.apiUrl}/v1/chat/completions`, BODY)).headers['x-fairlead-target'];
  const answers = async (expected: string): Promise<void> => {
    await until(`an answer of ${expected}`, async () => (await target()) === expected);
  };
  const health = async (path: string): Promise<Record<string, object>> => {
    const { status, text } = await call(`${gateway.apiUrl}/health/${path}`);
    expect(status).toBe(200);
    return (JSON.parse(text) as { details: Record<string, object> }).details;
  };
  const logged = (msg: string | RegExp): Promise<LogLine> =>
    until(`the log to say ${msg}`, () => gateway.logs().find((line) => String(line['msg']).match(msg)));

  it('a policy that is replaced', async () => {
    expect(await target()).toBe('a/m');
    await gateway.rewrite('policy.yaml', tieredPolicy(['b/m']));
    await answers('b/m');
    expect(await logged('policy loaded')).toMatchObject({
      cause: 'change',
      version: expect.any(String) as unknown,
    });
  });

  it('a policy that is written in place', async () => {
    await writeFile(join(gateway.folder, 'policy.yaml'), tieredPolicy(['b/m']));
    await answers('b/m');
    expect(await target()).toBe('b/m');
  });

  it('a ConfigMap, whose files are links into a folder that is swapped as a whole', async () => {
    const mount = join(gateway.folder, 'mount');
    const publish = async (revision: string, policy: string): Promise<void> => {
      await mkdir(join(mount, revision), { recursive: true });
      await writeFile(join(mount, revision, 'policy.yaml'), policy);
      await symlink(revision, join(mount, '..data_tmp'));
      await rename(join(mount, '..data_tmp'), join(mount, '..data'));
    };
    await publish('..1', tieredPolicy(['b/m']));
    await symlink(join('..data', 'policy.yaml'), join(mount, 'policy.yaml'));
    await gateway.rewrite('fairlead.yaml', config({ policy: 'mount/policy.yaml' }));
    await answers('b/m');
    await publish('..2', tieredPolicy(['a/m']));
    await rm(join(mount, '..1'), { recursive: true });
    await answers('a/m');
    await publish('..3', tieredPolicy(['b/m']));
    await answers('b/m');
    expect(gateway.logs().filter(({ msg }) => String(msg).includes('rejected'))).toEqual([]);
  });

  it('what a policy imports', async () => {
    const pools = (target: string): string => `version: 1\npools: { main: { targets: [${target}] } }\n`;
    await writeFile(join(gateway.folder, 'pools.yaml'), pools('b/m'));
    const policy = policyYaml([{ name: 'chat', match: 'any', pool: 'main' }], { imports: ['pools.yaml'] });
    await gateway.rewrite('policy.yaml', policy);
    await answers('b/m');
    await writeFile(join(gateway.folder, 'pools.yaml'), pools('a/m'));
    await answers('a/m');
    const { version } = (await logged('policy loaded')) as { version: string };
    expect(version).toMatch(/^[0-9a-f]{12}$/);
  });

  it('a provider that moves to another address, and a key in a file', async () => {
    await writeFile(join(gateway.folder, 'key'), 'first');
    const entry = { type: 'openai-compatible', api_key: '${file:key}' };
    await gateway.rewrite('fairlead.yaml', config({ providers: { a: { ...entry, base_url: b.baseUrl } } }));
    await until(
      'a call of the other server',
      async () => (await target()) === 'a/m' && b.requests.length > 0,
    );
    expect(b.requests.at(-1)?.headers['authorization']).toBe('Bearer first');
    await writeFile(join(gateway.folder, 'key'), 'second');
    await until('the new key', async () => {
      await target();
      return b.requests.at(-1)?.headers['authorization'] === 'Bearer second';
    });
  });

  it('SIGHUP, changed or not', async () => {
    gateway.hangUp();
    expect(await logged('policy loaded')).toMatchObject({ cause: 'signal' });
    expect(await target()).toBe('a/m');
  });

  it('a broken policy changes nothing, and everybody who looks is told', async () => {
    const { policy: before } = await health('ready');
    expect(before).toMatchObject({ status: 'up', state: 'loaded' });
    const broken = policyYaml([{ name: 'chat', match: 'any', targets: ['nobody/m'], tires: [] }]);
    await gateway.rewrite('policy.yaml', broken);
    const { problems } = await logged(/rejected: the policy as it was stays in force/);
    expect(problems).toEqual([
      expect.stringMatching(/policy\.yaml:2:\d+ error unknown-provider .*nobody/),
      expect.stringMatching(/policy\.yaml:2:\d+ error unknown-key .*tires/),
    ]);
    const { version } = before as unknown as { version: string };
    for (const path of ['ready', 'full'])
      expect((await health(path))['policy']).toMatchObject({
        status: 'up',
        state: 'rejected',
        version,
        errors: problems,
      });
    expect(await target()).toBe('a/m');
    const { text } = await call(`${gateway.adminUrl}/metrics`);
    expect(text).toContain('fairlead_policy_reload_total{result="rejected"} 1\n');
    expect(text).toContain(`fairlead_policy_info{version="${version}",name="none"} 1\n`);
    await gateway.rewrite('policy.yaml', tieredPolicy(['b/m']));
    await answers('b/m');
    expect((await health('full'))['policy']).not.toHaveProperty('errors');
  });

  it('a target that no policy names any more is forgotten, and one that stays keeps what was learned', async () => {
    const out = { health: 'short' };
    const profiles = {
      short: { passive: { consecutive_failures: 1 }, ejection: { base: '60s' }, active: { probe: 'none' } },
    };
    const policy = (targets: readonly string[]): string =>
      policyYaml(
        [{ name: 'chat', match: { model: 'chat' }, tiers: targets.map((id) => ({ targets: [id] })), ...out }],
        {
          health_profiles: profiles,
        },
      );
    await gateway.rewrite('policy.yaml', policy(['a/m', 'b/m']));
    await until('both targets', async () => Object.keys((await health('full'))['targets']!).includes('b/m'));
    await a.kill();
    await answers('b/m');
    await gateway.rewrite('policy.yaml', policy(['a/m', 'b/n']));
    await until('the new target', async () =>
      Object.keys((await health('full'))['targets']!).includes('b/n'),
    );
    const { targets } = await health('full');
    expect(targets).toMatchObject({ 'a/m': { circuit: 'ejected' }, 'b/n': { circuit: 'healthy' } });
    expect(targets).not.toHaveProperty('b/m');
    expect((await call(`${gateway.adminUrl}/metrics`)).text).not.toContain('fairlead_inflight{target="b/m"}');
  });

  it('a target that joins one that is well begins with a small share', async () => {
    await gateway.rewrite(
      'policy.yaml',
      policyYaml([{ name: 'chat', match: 'any', targets: ['a/m', 'b/m'] }]),
    );
    await until('the newcomer', async () => 'b/m' in (await health('full'))['targets']!);
    expect((await health('full'))['targets']).toMatchObject({
      'a/m': { circuit: 'healthy' },
      'b/m': { circuit: 'recovering' },
    });
  });

  it('what a running process cannot take over is named', async () => {
    await gateway.rewrite(
      'fairlead.yaml',
      config({ limits: { body: '1MiB' }, seed: 7, log: { level: 'debug' } }),
    );
    expect(await logged('these settings wait for a restart')).toMatchObject({
      settings: ['limits.body', 'seed'],
    });
  });
});
