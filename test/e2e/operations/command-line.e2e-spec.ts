import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, tieredPolicy } from '../../support/config.js';
import { runToExit } from './run-to-exit.js';

const PROVIDERS = { one: { base_url: 'http://127.0.0.1:9/v1' } };
const POLICY = tieredPolicy(['one/m']);

beforeAll(ensureBuilt, 180_000);

describe('the command line', () => {
  it('--help shows every flag with its variable', async () => {
    const { code, stdout, stderr } = await runToExit(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const flag of ['config', 'api-listen', 'admin-listen', 'log-level']) {
      expect(stdout).toMatch(new RegExp(`--${flag} .*FAIRLEAD_${flag.toUpperCase().replace('-', '_')}`));
    }
  });

  it.each([
    [['--confg', 'x.yaml'], "Unknown option '--confg'"],
    [['serve'], "Unexpected argument 'serve'"],
    [['--config'], "Option '--config <value>' argument missing"],
  ])('%j is answered with usage and exit code 2', async (args, message) => {
    const { code, stdout, stderr } = await runToExit(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage: ');
  });

  it('refuses what a flag or the environment spells wrong', async () => {
    const { code, stderr } = await runToExit(['--config', 'fairlead.yaml', '--log-level', 'loud'], {
      files: { 'fairlead.yaml': fairleadYaml(PROVIDERS), 'policy.yaml': POLICY },
      env: { FAIRLEAD_ADMIN_LISTEN: 'nowhere' },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('invalid-value "loud", from a flag or the environment, is no log level');
    expect(stderr).toContain('invalid-address "nowhere", from a flag or the environment, is not host:port');
  });

  it('takes the configuration from the flag before the environment', async () => {
    const env = { FAIRLEAD_CONFIG: 'by-environment.yaml' };
    expect((await runToExit([], { env })).stderr).toContain('cannot read by-environment.yaml');
    const flagged = await runToExit(['--config', 'by-flag.yaml'], { env });
    expect(flagged.stderr).toContain('cannot read by-flag.yaml');
  });
});

describe('an address', () => {
  const taken: Server[] = [];
  const ports: number[] = [];

  beforeAll(async () => {
    for (let n = 0; n < 3; n++) {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      taken.push(server);
      ports.push((server.address() as AddressInfo).port);
    }
  });
  afterAll(() => taken.forEach((server) => server.close()));

  const inUse = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> => {
    const config = fairleadYaml(PROVIDERS, {
      listen: { api: `127.0.0.1:${ports[0]}`, admin: '127.0.0.1:0' },
    });
    const files = { 'fairlead.yaml': config, 'policy.yaml': POLICY };
    const { code, stderr } = await runToExit(['--config', 'fairlead.yaml', ...args], { files, env });
    expect(code).toBe(1);
    return stderr;
  };
  const environment = (): Record<string, string> => ({ FAIRLEAD_API_LISTEN: `127.0.0.1:${ports[1]}` });

  it('that is in use is named, with what to do', async () => {
    expect(await inUse([], {})).toContain(
      `fairlead could not start: listen EADDRINUSE: address already in use 127.0.0.1:${ports[0]}; ` +
        'another process uses this address (--api-listen, --admin-listen)\n',
    );
  });

  it('comes from the environment before the file', async () => {
    expect(await inUse([], environment())).toContain(`in use 127.0.0.1:${ports[1]};`);
  });

  it('comes from the flag before the environment', async () => {
    const flag = ['--api-listen', `127.0.0.1:${ports[2]}`];
    expect(await inUse(flag, environment())).toContain(`in use 127.0.0.1:${ports[2]};`);
  });
});
