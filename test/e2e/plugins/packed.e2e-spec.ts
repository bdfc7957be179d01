import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import OpenAI from 'openai';
import { ok } from '../../support/behaviours/index.js';
import { ensureBuilt, REPOSITORY } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { filesIn, Outside, type ModuleKind } from './outside.js';

/** Packages are packed and installed, and gateways start. */
jest.setTimeout(120_000);

const NODE_22 = join(REPOSITORY, 'node_modules/node-22/bin/node');
const STRATEGY = 'fairlead-plugin-time-of-day';
const PROVIDER = 'fairlead-plugin-harbour';

let outside: Outside;
let server: FaultServer;
beforeAll(async () => {
  await ensureBuilt();
  [outside, server] = await Promise.all([Outside.open(), startFaultServer()]);
  server.always(ok());
}, 180_000);
afterAll(async () => {
  await server.stop();
  await outside.close();
});

/** A gateway whose folder, outside the repository, has these installed. */
async function started(kind: ModuleKind, node: string, ownSdk: boolean): Promise<GatewayProcess> {
  const tarballs = [
    await outside.packHarbour(kind),
    await outside.pack(join(REPOSITORY, 'examples/time-of-day')),
  ];
  const strategy = { type: 'time_of_day', cheap: { 'harbour/m': '00:00-23:59' } };
  return startGateway({
    node,
    config: fairleadYaml(
      { harbour: { type: 'harbour', base_url: server.baseUrl } },
      { plugins: [PROVIDER, STRATEGY] },
    ),
    policy: policyYaml([{ name: 'all', match: 'any', strategy, targets: ['harbour/m', 'harbour/n'] }]),
    prepare: async (folder) => {
      await outside.install(folder, tarballs);
      if (ownSdk) await outside.nestSdk(folder, PROVIDER);
    },
  });
}

/** One that is not installed here is left out, and its name is missing from the report. */
const nodes: [string, string][] = [
  ['this Node', process.execPath],
  ['Node 22', NODE_22],
];

describe.each(nodes.filter(([, node]) => existsSync(node)))('on %s', (_, node) => {
  it.each<[string, ModuleKind, boolean]>([
    ['from tarballs', 'module', false],
    ['with a copy of the SDK of its own', 'module', true],
    ['as CommonJS', 'commonjs', false],
    ['as CommonJS with a copy of the SDK of its own', 'commonjs', true],
  ])('a plugin %s answers', async (_how, kind, ownSdk) => {
    const gateway = await started(kind, node, ownSdk);
    try {
      const openai = new OpenAI({ baseURL: `${gateway.apiUrl}/v1`, apiKey: 'k', maxRetries: 0 });
      const question = { model: 'any', messages: [{ role: 'user' as const, content: 'Ahoy' }] };
      const { choices } = await openai.chat.completions.create(question);
      expect(choices[0]!.message.content).toMatch(/\w/);
      expect(await openai.chat.completions.stream(question).finalContent()).toMatch(/\w/);
      expect(server.requests.at(-1)).toMatchObject({
        headers: { authorization: 'Bearer key-of-harbour' },
        body: { model: 'm' },
      });
    } finally {
      await gateway.kill();
    }
  });
});

describe('the SDK as it is published', () => {
  it('holds what is meant, and nothing else', async () => {
    const files = await filesIn(outside.sdk);
    expect(files.filter((file) => !file.startsWith('dist/'))).toEqual([
      'LICENSE',
      'README.md',
      'package.json',
    ]);
    expect(files).toEqual(
      expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'dist/testing/kit.js']),
    );
    expect(files.filter((file) => !/^dist\/[\w/.-]+\.(?:js|d\.ts)$/.test(file)).length).toBe(3);
    expect(files.filter((file) => /\.spec\.|tsbuildinfo|\.map$/.test(file))).toEqual([]);
  });

  it('proves a plugin under the test runner of Node, outside the repository', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
    try {
      await outside.install(folder, [await outside.packHarbour('module')]);
      await writeFile(
        join(folder, 'plugin.test.mjs'),
        `import { describe, it } from 'node:test';
import { describePlugin } from '@fairlead/plugin-sdk/testing';
describePlugin('${PROVIDER}', {}, { describe, it });
`,
      );
      const { stdout } = await promisify(execFile)(process.execPath, ['--test', 'plugin.test.mjs'], {
        cwd: folder,
        env: { PATH: process.env['PATH'] },
      });
      expect(stdout).toMatch(/^# fail 0$|^ℹ fail 0$/m);
      expect(Number(/(?:#|ℹ) pass (\d+)/.exec(stdout)?.[1])).toBeGreaterThan(40);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
