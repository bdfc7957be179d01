import { jest } from '@jest/globals';
import { startGateway } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { OWN_WORDS_PLUGIN } from '../plugins/own-words-plugin.js';
import { fairlead } from './fairlead.js';
import { TempFiles } from './temp-files.js';

/** Each command starts a process. */
jest.setTimeout(60_000);

const files = new TempFiles();
const GOOD = ['@fairlead/plugin-openai-compatible', { use: OWN_WORDS_PLUGIN, isolation: 'worker' }];

const OWN_WORDS = {
  name: 'own-words',
  contract: 1,
  source: OWN_WORDS_PLUGIN,
  isolation: 'worker',
  providers: ['own', 'inner'],
  strategies: [],
  dialects: ['own-words'],
  status: 'running',
};
const COMPATIBLE = {
  reference: '@fairlead/plugin-openai-compatible',
  name: 'openai-compatible',
  version: '0.1.0',
  isolation: 'none',
  status: 'running',
};

describe('fairlead plugin list', () => {
  const configured = (plugins: readonly unknown[]): string =>
    files.write('fairlead.yaml', fairleadYaml({ a: { base_url: 'http://127.0.0.1:1/v1' } }, { plugins }));

  it('says what each brings', async () => {
    const { code, stdout } = await fairlead(['plugin', 'list', '--config', configured(GOOD), '--json']);
    const { plugins } = JSON.parse(stdout) as { plugins: object[] };
    expect(plugins).toEqual([expect.objectContaining(COMPATIBLE), expect.objectContaining(OWN_WORDS)]);
    expect(code).toBe(0);
  });

  it('names what cannot be loaded with its code, beside the others, and exits with 1', async () => {
    const config = configured([...GOOD, 'fairlead-plugin-nowhere']);
    const { code, stdout } = await fairlead(['plugin', 'list', '--config', config]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^openai-compatible \(0\.1\.0, contract 1\): running$/m);
    expect(stdout).toMatch(/^own-words \(contract 1, in a worker\): running$/m);
    expect(stdout).toMatch(/^fairlead-plugin-nowhere: failed\n {2}plugin-not-found: /m);
  });
});

it('a running gateway says the same, at /admin/plugins and in /health/full', async () => {
  const gateway = await startGateway({
    config: fairleadYaml({ a: { base_url: 'http://127.0.0.1:1/v1' } }, { plugins: GOOD }),
    policy: policyYaml([{ name: 'all', match: 'any', targets: ['a/m'] }]),
  });
  try {
    const { plugins } = JSON.parse((await call(`${gateway.adminUrl}/admin/plugins`)).text) as {
      plugins: object[];
    };
    expect(plugins[0]).toMatchObject(COMPATIBLE);
    // No provider of it is configured: its worker has nothing to do.
    expect(plugins[1]).toMatchObject({ name: 'own-words', isolation: 'worker' });
    const { details } = JSON.parse((await call(`${gateway.apiUrl}/health/full`)).text) as {
      details: Record<string, Record<string, unknown>>;
    };
    expect(details['plugins']!['openai-compatible']).toMatchObject({ version: '0.1.0', state: 'running' });
    expect(details['process']).toMatchObject({ inflight: 0, rssMiB: expect.any(Number) as number });
    expect(details['stores']).toMatchObject({ lastGoodPolicy: 'not kept' });
  } finally {
    await gateway.kill();
  }
});
