import { ensureBuilt } from '../../support/build.js';
import { runToExit } from '../operations/run-to-exit.js';

const POLICY = 'version: 1\nroutes: [{ name: all, match: any, targets: [wild/m] }]\n';

/** A plugin that is well but for one change. */
const plugin = (change: string): string => `
const config = { keys: ['base_url'], secrets: [], parse: (value) => ({ ok: true, value, unset: [] }) };
const wild = { config, speaks: ['openai-chat'], create: ({ base_url }) => ({ address: () => base_url }) };
const plugin = { name: 'wild', providers: { wild } };
${change}
export default { ...plugin, [Symbol.for('fairlead.plugin.contract')]: 1 };`;

const CONFIG = `version: 1
policy: policy.yaml
plugins:
  - { use: ./wild.mjs, isolation: worker, memory: 64MiB, load_timeout: 1s }
providers:
  wild: { base_url: 'http://127.0.0.1:9', bse_url: x }
`;

beforeAll(ensureBuilt, 200_000);

describe('a plugin that is to run in a worker, and', () => {
  it.each([
    ['loops for ever while it is loaded', 'for (;;);', /^fairlead.yaml:4:12 error plugin-timeout /],
    [
      'waits for ever',
      'await new Promise(() => {});',
      /^fairlead.yaml:4:12 error plugin-timeout .*top-level await/,
    ],
    ['throws', 'throw new Error("no");', /^fairlead.yaml:4:12 error plugin-throws .*: no$/m],
    ['ends its thread', 'process.exit(4);', /^fairlead.yaml:4:12 error plugin-throws .* with code 4$/m],
    [
      'eats its memory',
      'const kept = []; for (;;) kept.push(new Array(10_000).fill(1));',
      /^fairlead.yaml:4:12 error plugin-throws .* ran out of memory$/m,
    ],
    [
      'brings a strategy',
      'plugin.strategies = { mine: { options: config, create: () => ({ pick: () => undefined }) } };',
      /^fairlead.yaml:4:12 error plugin-isolation .*\(mine\)/,
    ],
    [
      'loops in create',
      'wild.create = () => { for (;;); };',
      /^fairlead.yaml:6:9 error invalid-value .* has not turned/,
    ],
    [
      'throws in create',
      'wild.create = () => { throw new Error("cannot"); };',
      /^fairlead.yaml:6:9 error .*: cannot$/m,
    ],
    [
      'knows another key',
      'config.parse = () => ({ ok: false, problems: [{ path: ["bse_url"], code: "unknown_key", message: "" }] });',
      /^fairlead.yaml:6:43 error unknown-key .*\n {2}hint: did you mean "base_url"\?/,
    ],
  ])(
    '%s is a problem of its line',
    async (_, change, expected) => {
      const files = { 'fairlead.yaml': CONFIG, 'policy.yaml': POLICY, 'wild.mjs': plugin(change) };
      const { code, stderr } = await runToExit(['--config', 'fairlead.yaml'], { files });
      expect([code, stderr]).toEqual([1, expect.stringMatching(expected)]);
    },
    30_000,
  );

  it('is well lets the check end by itself', async () => {
    const files = { 'fairlead.yaml': CONFIG, 'policy.yaml': POLICY, 'wild.mjs': plugin('') };
    const { code, stdout } = await runToExit(['--check', '--config', 'fairlead.yaml'], { files });
    expect([code, stdout]).toEqual([0, expect.stringContaining('are fine')]);
  }, 30_000);
});

describe('an entry of plugins', () => {
  it.each([
    [
      '{ use: ./w.mjs, isolaton: worker }',
      /:3:27 error unknown-key .*\n {2}hint: did you mean "isolation"\?/,
    ],
    ['{ use: ./w.mjs, isolation: process }', /:3:38 error invalid-value /],
    [
      '{ use: ./w.mjs, isolation: worker, memory: 1MiB }',
      /:3:54 error invalid-value .*\n {2}hint: at least 32MiB/,
    ],
    ['{ use: ./w.mjs, isolation: worker, memory: 1 }', /:3:54 error unit-missing /],
    ['{ use: ./w.mjs, memory: 64MiB }', /:3:35 error misplaced-key .*\n {2}hint: add isolation: worker/],
    ['{ use: ./w.mjs, load_timeout: 5 }', /:3:41 error unit-missing /],
    ['{ isolation: worker }', /:3:11 error missing-key "use" is missing/],
    ['[./w.mjs]', /:3:11 error wrong-type /],
  ])(
    '%s is refused at its place',
    async (entry, expected) => {
      const config = `version: 1\npolicy: policy.yaml\nplugins: [${entry}]\nproviders: {}\n`;
      const files = { 'fairlead.yaml': config, 'policy.yaml': POLICY };
      const { code, stderr } = await runToExit(['--check', '--config', 'fairlead.yaml'], { files });
      expect([code, stderr]).toEqual([1, expect.stringMatching(expected)]);
    },
    30_000,
  );
});
