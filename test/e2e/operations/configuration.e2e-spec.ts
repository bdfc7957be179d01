import { join } from 'node:path';
import { ensureBuilt, REPOSITORY } from '../../support/build.js';
import { fairleadYaml, tieredPolicy } from '../../support/config.js';
import { runToExit } from './run-to-exit.js';

const SERVE = ['--config', 'fairlead.yaml'];
const CHECK = [...SERVE, '--check'];
const FINE = {
  'fairlead.yaml': fairleadYaml({ one: { base_url: 'http://127.0.0.1:9/v1' } }),
  'policy.yaml': tieredPolicy(['one/m']),
};

beforeAll(ensureBuilt, 180_000);

describe('two broken files', () => {
  const files = {
    'fairlead.yaml': `version: 1
policy: policy.yaml
lisen: { api: 127.0.0.1:0 }
listen: { admin: nowhere }
limits: { body: 32MB }
drain: { delay: 5 }
plugins: ['@fairlead/plugin-openai-compatible']
providers:
  one:
    type: openai-compatibel
    base_url: http://127.0.0.1:9/v1
  two:
    type: openai-compatible
    base_ulr: http://127.0.0.1:9/v1
    api_key: hs-\${HALF}
  three:
    type: openai-compatible
    base_url: http://127.0.0.1:9/v1
    ca: nobody.pem
`,
    'policy.yaml': `version: 1
routes:
  - name: chat
    match: { model: chat }
    strategy: weighted_round_robbin
    targets: [one/m, onne/m]
    timeouts: { total: 30 }
`,
  };

  it('are told in full: every place, a hint, exit code 1, and nothing listens', async () => {
    const { code, stdout, stderr } = await runToExit(SERVE, { files });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(`fairlead.yaml:3:1 error unknown-key unknown key "lisen"
  hint: did you mean "listen"?
fairlead.yaml:4:18 error invalid-address "nowhere" is not host:port
fairlead.yaml:5:17 error invalid-size expected a size such as 512KiB, 32MiB or 1GiB, found "32MB"
fairlead.yaml:6:17 error unit-missing 5 has no unit; expected a duration such as 500ms, 30s or 5m
  hint: say which: 5ms, 5s or 5m
fairlead.yaml:10:11 error unknown-provider-type no loaded plugin has a provider of type "openai-compatibel"
  hint: did you mean "openai-compatible"?
fairlead.yaml:14:5 error unknown-key unknown key "base_ulr"
  hint: did you mean "base_url"?
fairlead.yaml:15:14 error invalid-reference a reference must be the whole value: \${NAME}, \${NAME:-fallback} or \${file:/path}
fairlead.yaml:19:9 error file-unreadable cannot read nobody.pem (ENOENT)
policy.yaml:3:5 warning no-catch-all a request that no route matches is refused
  hint: end with a route that has "match: any", unless refusing is what you want
policy.yaml:5:15 error unknown-strategy no strategy is named "weighted_round_robbin"
  hint: did you mean "weighted_round_robin"?
policy.yaml:6:22 error unknown-provider no provider is named "onne"
  hint: did you mean "one"?
policy.yaml:7:24 error unit-missing 30 has no unit; expected a duration such as 500ms, 30s or 5m
  hint: say which: 30ms, 30s or 30m
`);
  });

  it('are told the same way by --check', async () => {
    const [served, checked] = await Promise.all([runToExit(SERVE, { files }), runToExit(CHECK, { files })]);
    expect(checked).toEqual(served);
  });
});

describe('--check', () => {
  it('finds nothing in good files, warnings aside, and serves nothing', async () => {
    const { code, stdout, stderr } = await runToExit(CHECK, { files: FINE });
    expect([code, stdout]).toEqual([0, 'fairlead.yaml: configuration, plugins and policy are fine.\n']);
    expect(stderr).toMatch(/^policy\.yaml:\d+:\d+ warning no-catch-all [^\n]+\n {2}hint: [^\n]+\n$/);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'a missing configuration',
      {},
      'fairlead.yaml:1:1 error file-unreadable cannot read fairlead.yaml (ENOENT)',
    ],
    [
      'a missing policy',
      { 'fairlead.yaml': FINE['fairlead.yaml'] },
      'fairlead.yaml:2:9 error file-unreadable cannot read the policy policy.yaml (ENOENT)',
    ],
    ['an empty configuration', { 'fairlead.yaml': '# later\n' }, 'fairlead.yaml:1:1 error empty-file'],
    ['text that is not YAML', { 'fairlead.yaml': 'version: [1\n' }, 'error yaml-syntax'],
    [
      'another version',
      { ...FINE, 'fairlead.yaml': FINE['fairlead.yaml'].replace('version: 1', 'version: 2') },
      'fairlead.yaml:1:10 error',
    ],
  ])('finds %s', async (_what, files, problem) => {
    const { code, stderr } = await runToExit(CHECK, { files });
    expect(code).toBe(1);
    expect(stderr).toContain(problem);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

describe('plugins that cannot be used', () => {
  const files = {
    'fairlead.yaml': `version: 1
policy: policy.yaml
plugins:
  - '@fairlead/plugin-openai-compatible'
  - '@acme/nowhere'
  - ./throws.mjs
  - ./shape.mjs
  - ./old
  - ./slow.mjs
  - ./twin.mjs
providers:
  one: { type: openai-compatible, base_url: 'http://127.0.0.1:9/v1' }
`,
    'policy.yaml': FINE['policy.yaml'],
    'throws.mjs': "throw new Error('no licence');",
    'shape.mjs': "export default { name: 'acme', provders: {} };",
    'slow.mjs': 'setInterval(() => undefined, 1000); await new Promise(() => undefined);',
    'old/package.json': JSON.stringify({
      name: 'old',
      type: 'module',
      main: 'index.js',
      peerDependencies: { '@fairlead/plugin-sdk': '^99.0.0' },
    }),
    'old/index.js': "throw new Error('no code of a plugin for another SDK may run');",
    'twin.mjs': `export { default } from ${JSON.stringify(join(REPOSITORY, 'plugins/openai-compatible/dist/index.js'))};`,
  };

  it('are each named at their line', async () => {
    const { code, stdout, stderr } = await runToExit(CHECK, { files });
    expect([code, stdout]).toEqual([1, '']);
    const heads = stderr
      .split('\n')
      .map((line) => /^fairlead\.yaml:(\d+:5) error ([\w-]+) /.exec(line)?.slice(1));
    expect(heads.filter((head) => head !== undefined)).toEqual([
      ['5:5', 'plugin-not-found'],
      ['6:5', 'plugin-throws'],
      ['7:5', 'plugin-shape'],
      ['8:5', 'plugin-version'],
      ['9:5', 'plugin-timeout'],
      ['10:5', 'plugin-conflict'],
    ]);
    expect(stderr).toContain('no licence');
    expect(stderr).not.toContain('no code of a plugin');
  }, 30_000);
});
