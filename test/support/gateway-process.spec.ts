import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway } from './gateway-process.js';
import type { GatewayProcess } from './gateway-process.js';
import { until } from './time.js';

/** Stands in for the gateway: says what it was given, then listens, and ends as it is told. */
const LISTENING = `
import { readFileSync } from 'node:fs';
const say = (line) => console.log(JSON.stringify(line));
console.log('not JSON');
say({ msg: 'given', args: process.argv.slice(2), env: process.env, config: readFileSync(process.argv[3], 'utf8') });
process.on('SIGTERM', () => process.exit(0));
process.on('SIGINT', () => process.exit(3));
say({ msg: 'listening', api: 'http://127.0.0.1:1', admin: 'http://127.0.0.1:2' });
setInterval(() => say({ msg: 'policy', text: readFileSync('policy.yaml', 'utf8') }), 5);
`;

describe('the gateway as a process', () => {
  let scripts: string;
  let running: GatewayProcess | undefined;
  beforeAll(async () => (scripts = await mkdtemp(join(tmpdir(), 'fairlead-scripts-'))));
  afterEach(() => running?.kill());
  afterAll(() => rm(scripts, { recursive: true }));

  const start = async (script: string, options: object = {}): Promise<GatewayProcess> => {
    const entry = join(scripts, 'entry.mjs');
    await writeFile(entry, script);
    running = await startGateway({ config: 'version: 1\n', policy: 'routes: []\n', entry, ...options });
    return running;
  };

  it('hands over the files and a clean environment, and learns the addresses', async () => {
    const gateway = await start(LISTENING, { env: { SOME_KEY: 'k' } });
    expect(gateway).toMatchObject({ apiUrl: 'http://127.0.0.1:1', adminUrl: 'http://127.0.0.1:2' });
    expect(gateway.logs()[0]).toMatchObject({
      msg: 'given',
      args: ['--config', join(gateway.folder, 'fairlead.yaml')],
      config: 'version: 1\n',
      env: { FAIRLEAD_API_LISTEN: '127.0.0.1:0', FAIRLEAD_ADMIN_LISTEN: '127.0.0.1:0', SOME_KEY: 'k' },
    });
    expect(gateway.logs()[0]?.['env']).not.toHaveProperty('HOME');
    expect(gateway.output()).toContain('not JSON');
  });

  it('rewrites a file under the running process', async () => {
    const gateway = await start(LISTENING);
    await gateway.rewrite('policy.yaml', 'routes: [new]\n');
    const line = await until('a new policy', () =>
      gateway.logs().find(({ text = '' }) => text !== '' && text !== 'routes: []\n'),
    );
    expect(line['text']).toBe('routes: [new]\n');
  });

  it.each([
    ['SIGTERM', 0],
    ['SIGINT', 3],
  ] as const)('stop(%s) gives the exit code %i and removes the folder', async (signal, code) => {
    const gateway = await start(LISTENING);
    expect(await gateway.stop(signal)).toBe(code);
    expect(existsSync(gateway.folder)).toBe(false);
  });

  it('can be killed, twice; there is no exit code then', async () => {
    const gateway = await start(LISTENING);
    await gateway.kill();
    await gateway.kill();
    expect(await gateway.stop()).toBeUndefined();
  });

  it('rejects with the output of a process that exits early', async () => {
    const dying = start('console.log("half-way"); console.error("policy.yaml:1:1 bad"); process.exit(2);');
    await expect(dying).rejects.toThrow(
      /the gateway exited with 2 before it listened:\nhalf-way\npolicy.yaml:1:1 bad/,
    );
  });

  it('rejects when it never listens', async () => {
    const silent = start('console.log("thinking"); setInterval(() => 0, 1000);', { startTimeoutMs: 300 });
    await expect(silent).rejects.toThrow('waited 300 ms in vain for: the gateway to listen');
  });
});
