import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureBuilt, REPOSITORY } from '../../support/build.js';

/** It is built, packed, and run as a process of its own. */
jest.setTimeout(180_000);

const run = promisify(execFile);

/** A provider and a strategy, in plain JavaScript, as their author would write them. */
const PLUGIN = `
import { definePlugin, defineProvider, defineStrategy, noConfig, openaiWire } from '@fairlead/plugin-sdk';

const config = {
  keys: ['base_url', 'api_key'],
  secrets: ['api_key'],
  schema: { type: 'object', properties: { base_url: { type: 'string', pattern: '^https?://' } } },
  parse(input) {
    const { base_url: baseUrl, api_key: apiKey, ...rest } = input;
    const problem = (key, code) => ({ path: [key], code, message: 'the option "' + key + '" is wrong' });
    const problems = [
      ...Object.keys(rest).map((key) => problem(key, 'unknown_key')),
      ...(typeof baseUrl === 'string' ? [] : [problem('base_url', 'missing')]),
    ];
    if (problems.length > 0) return { ok: false, problems };
    return { ok: true, value: { baseUrl, apiKey }, unset: apiKey ? [] : ['api_key'] };
  },
};

export default definePlugin({
  name: 'outside',
  providers: {
    outside: defineProvider({ config, speaks: ['openai-chat'], create: (options) => openaiWire(options) }),
  },
  strategies: {
    outside_first: defineStrategy({ options: noConfig, create: () => ({ pick: () => ({ index: 0 }) }) }),
  },
});
`;

/** As in the documentation of the kit. */
const TEST = `
import { describe, it } from 'node:test';
import { describeProvider } from '@fairlead/plugin-sdk/testing';
import plugin from './plugin.js';

describeProvider(plugin, {}, { describe, it });
`;

const CHECK = `
import { checkPlugin } from '@fairlead/plugin-sdk/testing';

const settings = { strategies: { outside_first: { fairness: 'none' } } };
const report = await checkPlugin('./plugin.js', { settings });
process.stdout.write(JSON.stringify(report));
`;

describe('the kit in the packed SDK, outside the repository', () => {
  let folder: string;

  beforeAll(async () => {
    await ensureBuilt();
    folder = mkdtempSync(join(tmpdir(), 'fairlead-packed-'));
    const script = join(REPOSITORY, 'scripts/pack-sdk.mjs');
    const { stdout } = await run(process.execPath, [script, folder], { cwd: REPOSITORY });
    const sdk = join(folder, 'node_modules/@fairlead/plugin-sdk');
    mkdirSync(sdk, { recursive: true });
    await run('tar', ['-xzf', stdout.trim(), '-C', sdk, '--strip-components=1']);
    link(JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8')) as Manifest);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const [file, text] of Object.entries({ plugin: PLUGIN, 'plugin.test': TEST, check: CHECK }))
      writeFileSync(join(folder, `${file}.js`), text);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What npm would install beside it. */
  function link({ dependencies }: Manifest): void {
    for (const name of Object.keys(dependencies)) {
      const path = join(folder, 'node_modules', name);
      mkdirSync(dirname(path), { recursive: true });
      symlinkSync(join(REPOSITORY, 'node_modules', name), path);
    }
  }

  it('checks a plugin and gives the report', async () => {
    const { stdout } = await run(process.execPath, ['check.js'], { cwd: folder });
    const report = JSON.parse(stdout) as { subjects: { name: string; cases: { outcome: string }[] }[] };
    expect(report).toMatchObject({ name: 'outside', problems: [], passed: true });
    const passed = report.subjects.map(({ name, cases }) => [
      name,
      cases.filter(({ outcome }) => outcome === 'passed').length,
    ]);
    expect(Object.fromEntries(passed)).toEqual({ outside: expect.any(Number), outside_first: 6 });
    expect(passed[0]![1]).toBeGreaterThan(50);
  });

  it('gives the cases to a runner of tests', async () => {
    const args = ['--test', '--test-reporter=tap', 'plugin.test.js'];
    const { stdout } = await run(process.execPath, args, { cwd: folder });
    expect(stdout).toMatch(/ok \d+ - provider\.text\.stream: /);
    expect(stdout).toContain('# fail 0');
  });
});

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}
