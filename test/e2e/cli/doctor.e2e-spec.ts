import { jest } from '@jest/globals';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from '@fairlead/plugin-host/testing';
import { openBlackHole, type BlackHole } from '../../support/black-hole.js';
import {
  failStatus,
  insufficientQuota,
  modelsList,
  rateLimited,
  unauthorized,
} from '../../support/behaviours/index.js';
import { fairleadYaml, policyYaml, type ProviderEntry } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import type { Behaviour } from '../../support/behaviours/index.js';
import { fairlead } from './fairlead.js';
import { TempFiles } from './temp-files.js';

/** Each command starts a process. */
jest.setTimeout(60_000);

interface Finding {
  readonly check: string;
  readonly level: string;
  readonly said: string;
  readonly todo?: string;
}

const files = new TempFiles();
let server: FaultServer;
beforeAll(async () => void (server = await startFaultServer()));
afterAll(() => server.stop());

/** What is found of a provider `acme` whose model `small` the policy names. */
async function found(
  entry: Partial<ProviderEntry> = {},
  options: { readonly env?: Record<string, string>; readonly model?: string } = {},
): Promise<{ readonly code: number | null; readonly findings: readonly Finding[] }> {
  const { env = {}, model = 'small' } = options;
  const acme = { base_url: server.baseUrl, ...entry };
  const target = `acme/${model}`;
  files.write('policy.yaml', policyYaml([{ name: 'all', match: 'any', targets: [target] }]));
  const config = files.write('fairlead.yaml', fairleadYaml({ acme }));
  const { code, stdout, stderr } = await fairlead(
    ['doctor', 'acme', '--config', config, '--timeout', '1s', '--json'],
    { env },
  );
  expect(stderr).toBe('');
  expect(stdout).not.toContain('key-of-acme');
  const { providers } = JSON.parse(stdout) as { providers: { findings: Finding[] }[] };
  return { code, findings: providers[0]!.findings };
}

const levels = (findings: readonly Finding[]): Record<string, string> =>
  Object.fromEntries(findings.map(({ check, level }) => [check, level]));

describe('fairlead doctor', () => {
  it('finds a healthy provider healthy, and spends nothing on it', async () => {
    server.playProbes([modelsList()]);
    const { code, findings } = await found();
    expect(code).toBe(0);
    expect(levels(findings)).toEqual({
      key: 'ok',
      dns: 'ok',
      connection: 'ok',
      models: 'ok',
      names: 'ok',
      quota: 'skipped',
      clock: 'ok',
    });
    expect(server.requests).toEqual([]);
  });

  it.each<[string, Behaviour, string, RegExp, RegExp]>([
    ['a refused key', unauthorized(), 'models', /auth_invalid: answered 401/, /make a new one/],
    [
      'too many requests',
      rateLimited({ retryAfterSeconds: 7 }),
      'models',
      /rate_limited: .*429/,
      /again in 7 s/,
    ],
    ['no credit', insufficientQuota(), 'models', /quota_exhausted/, /no credit left/],
    ['a wrong path', failStatus(404, 'not here'), 'models', /404/, /check the path of base_url/],
    ['an ill provider', failStatus(503), 'models', /503/, /status page/],
  ])('%s', async (_, behaviour, check, said, todo) => {
    server.playProbes([behaviour]);
    const { code, findings } = await found();
    expect(code).toBe(1);
    expect(findings).toContainEqual({
      check,
      level: 'problem',
      said: expect.stringMatching(said) as string,
      todo: expect.stringMatching(todo) as string,
    });
  });

  it('a model that is not there, with the one that was probably meant', async () => {
    server.playProbes([modelsList(['small', 'large'])]);
    const { code, findings } = await found({}, { model: 'smal' });
    expect(code).toBe(1);
    expect(findings.find(({ check }) => check === 'names')).toMatchObject({
      level: 'problem',
      said: '"smal" is not in the list; did you mean "small"?',
    });
  });

  it('a model under another name at this provider is looked for by that', async () => {
    server.playProbes([modelsList(['large-2'])]);
    const { code } = await found({ models: { small: 'large-2' } });
    expect(code).toBe(0);
  });

  it('little quota left', async () => {
    const headers = {
      'x-ratelimit-limit-requests': '100',
      'x-ratelimit-remaining-requests': '3',
      'x-ratelimit-reset-requests': '30s',
    };
    server.playProbes([failStatus(200, { data: [{ id: 'small' }] }, headers)]);
    const { code, findings } = await found();
    expect(code).toBe(0);
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'quota', level: 'warning', said: '3 of 100 requests left' }),
    );
  });

  it('a clock that is wrong', async () => {
    const date = new Date(Date.now() - 600_000).toUTCString();
    server.playProbes([failStatus(200, { data: [{ id: 'small' }] }, { date })]);
    const { findings } = await found();
    expect(findings.find(({ check }) => check === 'clock')).toMatchObject({
      level: 'warning',
      said: expect.stringMatching(/clock is (?:599|60\d) s ahead/) as string,
    });
  });

  it.each<[string, string, string, RegExp]>([
    ['unset', '${ACME_KEY}', 'problem', /api_key is unset/],
    ['with its scheme', 'Bearer sk-secret-1', 'warning', /begins with "Bearer "/],
    ['in two parts', 'sk-secret 1', 'warning', /white space inside/],
    ["another vendor's", 'hs-secret-1', 'warning', /does not begin with "sk-"/],
  ])('a key that is %s', async (_, key, level, said) => {
    server.playProbes([modelsList()]);
    const plugins = ['@fairlead/plugin-openai'];
    files.write('policy.yaml', policyYaml([{ name: 'all', match: 'any', targets: ['acme/small'] }]));
    const acme = { type: 'openai', base_url: server.baseUrl, api_key: key };
    const config = files.write('fairlead.yaml', fairleadYaml({ acme }, { plugins }));
    const { stdout } = await fairlead(['doctor', '--config', config, '--json']);
    const { providers } = JSON.parse(stdout) as { providers: { findings: Finding[] }[] };
    expect(providers[0]!.findings[0]).toMatchObject({
      check: 'key',
      level,
      said: expect.stringMatching(said) as string,
    });
    expect(stdout).not.toContain('secret');
  });
});

describe('the road there', () => {
  let hole: BlackHole;
  beforeAll(async () => void (hole = await openBlackHole()));
  afterAll(() => hole.stop());

  it('a firewall that drops packets', async () => {
    const { code, findings } = await found({ base_url: `http://127.0.0.1:${hole.port}/v1` });
    expect(code).toBe(1);
    expect(findings.at(-1)).toEqual({
      check: 'connection',
      level: 'problem',
      said: 'no connection in 1000 ms',
      todo: expect.stringMatching(
        /firewall .* allow 127\.0\.0\.1:\d+ from here, or set HTTPS_PROXY/,
      ) as string,
    });
  });

  it('nobody listens', async () => {
    const gone = await startFaultServer();
    await gone.stop();
    const { findings } = await found({ base_url: gone.baseUrl });
    expect(findings.at(-1)).toMatchObject({
      check: 'connection',
      level: 'problem',
      todo: expect.stringMatching(/nothing listens at/) as string,
    });
  });

  it('a name without an address', async () => {
    const { findings } = await found({ base_url: 'http://nowhere.invalid/v1' });
    expect(findings.at(-1)).toMatchObject({
      check: 'dns',
      level: 'problem',
      said: expect.stringMatching(/^nowhere\.invalid has no address/) as string,
    });
  });

  it('a proxy is named, and what it says is told', async () => {
    server.playProbes([modelsList()]);
    const env = { HTTP_PROXY: server.url };
    const { findings } = await found({ base_url: 'http://models.test/v1' }, { env });
    expect(findings[1]).toMatchObject({
      check: 'proxy',
      said: expect.stringMatching(/^127\.0\.0\.1:\d+,/) as string,
    });
  });
});

const certificate = selfSigned();
const describeWithTls = certificate ? describe : describe.skip;

describeWithTls(`a certificate of one's own${certificate ? '' : ' (skipped: no openssl)'}`, () => {
  it('is told, and trusted where the provider names its authority', async () => {
    const secure = createServer(certificate!, (_, response) => response.end('{"data":[{"id":"small"}]}'));
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const base_url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/v1`;
    try {
      const { findings } = await found({ base_url });
      expect(findings.at(-1)).toMatchObject({
        level: 'problem',
        todo: expect.stringMatching(/name its authority with the key ca/) as string,
      });
      const ca = files.write('ca.pem', certificate!.cert);
      const trusted = await found({ base_url, ca });
      expect(trusted.findings.find(({ check }) => check === 'connection')).toMatchObject({
        level: 'warning',
        said: expect.stringMatching(/certificate good for [12] days/) as string,
      });
      expect(trusted.code).toBe(0);
    } finally {
      secure.closeAllConnections();
      secure.close();
    }
  });
});

it('an unknown provider is a wrong command line', async () => {
  const { code, stderr } = await fairlead(['doctor', 'alhpa', '--config', 'config/fairlead.yaml']);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/did you mean "alpha"\?/)]);
});
