import { join } from 'node:path';
import { esModule, pluginCode, PluginFolder } from '../testing/plugin-folder.js';
import { loadPlugins, type LoadOptions } from './load-plugins.js';
import type { PluginProblemCode } from './plugin-problem.js';

describe('loadPlugins', () => {
  let folder: PluginFolder;
  beforeEach(() => (folder = new PluginFolder()));
  afterEach(() => folder.remove());

  type Result = Awaited<ReturnType<typeof loadPlugins>>;
  const load = (references: readonly string[], options: Partial<LoadOptions> = {}): Promise<Result> =>
    loadPlugins(references, { from: folder.config, hostVersion: '0.1.0', ...options });

  /** What was loaded, by name; a problem fails the test with its message. */
  async function namesOf(references: readonly string[], options?: Partial<LoadOptions>): Promise<string[]> {
    const { plugins, problems } = await load(references, options);
    expect(problems).toEqual([]);
    return plugins.map(({ manifest }) => manifest.name);
  }

  describe('finds', () => {
    it.each<[string, object]>([
      ['exports as text', { exports: './index.js' }],
      ['exports for import only', { exports: { '.': { import: './index.js' } } }],
      ['nested conditions', { exports: { '.': { browser: './no.js', node: { default: './index.js' } } } }],
      ['conditions without a dot', { exports: { require: './no.cjs', default: './index.js' } }],
      ['a list of alternatives', { exports: { '.': [{ browser: './no.js' }, './index.js'] } }],
      ['main', { exports: undefined, main: 'index.js' }],
      ['main without its ending', { exports: undefined, main: './index' }],
      ['neither', { exports: undefined, main: undefined }],
    ])('a package with %s', async (_name, manifest) => {
      // An entry that "exports" names beats a wrong "main"; reading only the latter would not do.
      folder.install('acme-plugin', esModule('acme'), { main: './no.js', ...manifest });
      const { plugins } = await load(['acme-plugin']);
      expect(plugins).toMatchObject([
        { reference: 'acme-plugin', version: '1.2.3', manifest: { name: 'acme' } },
      ]);
    });

    it('a scoped package, in a folder above the configuration', async () => {
      folder.install('@acme/plugin', esModule('acme'));
      const from = join(folder.path, 'etc', 'deep', 'er', 'fairlead.yaml');
      expect(await namesOf(['@acme/plugin'], { from })).toEqual(['acme']);
    });

    it('a file without a package, by a path from the configuration or from the root', async () => {
      folder.write('one.mjs', esModule('one'));
      folder.write('two.mjs', esModule('two'));
      const root = join(folder.path, 'etc', 'two.mjs');
      expect(await namesOf(['./one.mjs', root])).toEqual(['one', 'two']);
    });

    it('a folder with a package.json, by its path', async () => {
      folder.install('acme-plugin', esModule('acme'));
      expect(await namesOf(['./node_modules/acme-plugin'])).toEqual(['acme']);
    });

    it('a CommonJS package, with and without the default export one level down', async () => {
      const code = (name: string): string => pluginCode(name);
      const commonJs = { type: 'commonjs' };
      folder.install('one', `${code('one')}\nmodule.exports = stamped;`, commonJs);
      folder.install('two', `${code('two')}\nexports.default = stamped;`, commonJs);
      expect(await namesOf(['one', 'two'])).toEqual(['one', 'two']);
    });

    it('nothing that is not named', async () => {
      const note = (name: string): string => `(globalThis.pluginsRun ??= []).push('${name}');`;
      folder.install('named', `${note('named')}\n${esModule('named')}`);
      folder.install('unnamed', `${note('unnamed')}\n${esModule('unnamed')}`);
      expect(await namesOf(['named'])).toEqual(['named']);
      expect(Reflect.get(globalThis, 'pluginsRun')).toEqual(['named']);
    });
  });

  const sdk = (range: string): object => ({ peerDependencies: { '@fairlead/plugin-sdk': range } });
  it.each<[string, string, boolean]>([
    ['^0.1.0', '0.1.0', true],
    ['^0.1.0', '0.1.9', true],
    ['>=0.1.0 <2', '1.4.0', true],
    ['^0.1.0 || ^1.0.0', '1.4.0', true],
    ['^0.1.0', '0.1.1-rc.1', true],
    ['*', '7.0.0', true],
    ['^0.1.0', '0.2.0', false],
    ['^1.0.0', '0.1.0', false],
    ['soon', '0.1.0', false],
  ])('a plugin for %s on %s fits: %s', async (range, hostVersion, fits) => {
    folder.install('acme-plugin', esModule('acme'), sdk(range));
    const { plugins, problems } = await load(['acme-plugin'], { hostVersion });
    expect([plugins.length, problems.map(({ code }) => code)]).toEqual(
      fits ? [1, []] : [0, ['plugin-version']],
    );
  });

  it('checks against its own SDK when no other version is given', async () => {
    folder.install('fits', esModule('fits'));
    folder.install('not', esModule('not'), sdk('^99.0.0'));
    const { plugins, problems } = await loadPlugins(['fits', 'not'], { from: folder.config });
    expect(plugins.map(({ reference }) => reference)).toEqual(['fits']);
    expect(problems.map(({ reference }) => reference)).toEqual(['not']);
  });

  describe('reports and leaves the others loaded:', () => {
    const ran = `throw new Error('ran');`;
    const shape = (change: string): string => esModule('bad', { change });
    const cases: readonly (readonly [string, string, object, PluginProblemCode, RegExp])[] = [
      ['a wrong range, before any code runs', ran, sdk('^9.0.0'), 'plugin-version', /\^9\.0\.0.*has 0\.1\.0/],
      ['no range', ran, { peerDependencies: {} }, 'plugin-version', /peerDependencies.*\^0\.1\.0/],
      [
        'an entry that is not there',
        ran,
        { exports: './dist/x.js' },
        'plugin-not-found',
        /dist\/x\.js.*built/,
      ],
      ['code that throws', `throw new Error('no disk');`, {}, 'plugin-throws', /no disk/],
      ['code that throws nothing', `throw undefined;`, {}, 'plugin-throws', /undefined/],
      ['code that is none', `const = 1;`, {}, 'plugin-throws', /index\.js/],
      ['code that never settles', `await new Promise(() => {});`, {}, 'plugin-timeout', /1000 ms/],
      ['no default export', `export const a = 1;`, {}, 'plugin-shape', /definePlugin/],
      ['no stamp', `export default { name: 'bad', providers: {} };`, {}, 'plugin-shape', /definePlugin/],
      ['another contract', esModule('bad', { contract: 2 }), {}, 'plugin-shape', /contract 2.*has 1/],
      ['no name', shape('delete plugin.name;'), {}, 'plugin-shape', /name/],
      ['a name with capitals', esModule('Bad'), {}, 'plugin-shape', /lower-case/],
      ['nothing in it', shape('plugin.providers = {};'), {}, 'plugin-shape', /no provider/],
      ['no create', shape('delete provider.create;'), {}, 'plugin-shape', /provider "bad" lacks create/],
      ['no config', shape('delete provider.config;'), {}, 'plugin-shape', /"bad" lacks config/],
      ['half a config', shape('delete config.secrets;'), {}, 'plugin-shape', /"bad" lacks config/],
      ['no list of dialects', shape('delete provider.speaks;'), {}, 'plugin-shape', /"bad" lacks speaks/],
      [
        'an option that the gateway keeps to itself',
        shape('config.keys = ["api_key", "region"];'),
        {},
        'plugin-shape',
        /provider "bad" has an option "region"/,
      ],
      [
        'half a dialect',
        shape('plugin.dialects = { own: { framing: "sse", encodeRequest() {} } };'),
        {},
        'plugin-shape',
        /dialect "own" lacks decodeReply/,
      ],
      [
        'a dialect under the name of one of ours',
        shape('plugin.dialects = { gemini: {} };'),
        {},
        'plugin-shape',
        /"gemini" is one of the gateway's own/,
      ],
      ['a provider that is none', shape('plugin.providers.bad = null;'), {}, 'plugin-shape', /lacks create/],
      [
        'a strategy without options',
        shape('delete strategy.options; plugin.strategies = { s: strategy };'),
        {},
        'plugin-shape',
        /strategy "s" lacks options/,
      ],
    ];

    it.each(cases)('%s', async (_name, code, manifest, problem, message) => {
      folder.install('good', esModule('good'));
      folder.install('bad', code, manifest);
      const { plugins, problems } = await load(['bad', 'good'], { timeoutMs: 1000 });
      expect(plugins.map(({ reference }) => reference)).toEqual(['good']);
      expect(problems).toMatchObject([{ reference: 'bad', code: problem }]);
      expect(problems[0]?.message).toMatch(message);
      expect(problems[0]?.message).toContain('"bad"');
    });

    it.each(['nowhere', '@nobody/nowhere', './nowhere.mjs', '/nowhere'])('%s', async (reference) => {
      const { problems } = await load([reference]);
      expect(problems).toMatchObject([{ reference, code: 'plugin-not-found' }]);
      expect(problems[0]?.message).toMatch(/install the package, or check the path/);
    });

    it('a package.json that cannot be read', async () => {
      folder.install('bad', esModule('bad'));
      folder.write('node_modules/bad/package.json', '{ name: }');
      const { problems } = await load(['bad']);
      expect(problems).toMatchObject([{ code: 'plugin-not-found' }]);
      expect(problems[0]?.message).toMatch(/package\.json is not valid JSON/);
    });

    it.each(['providers', 'strategies'] as const)('two plugins that bring the same %s', async (kind) => {
      const change =
        kind === 'providers' ? '' : `plugin.${kind} = { same: strategy }; delete plugin.providers;`;
      folder.install('first', esModule('same', { change }));
      folder.install('second', esModule('same', { change }));
      const { plugins, problems } = await load(['first', 'second']);
      expect(plugins.map(({ reference }) => reference)).toEqual(['first']);
      expect(problems).toMatchObject([{ reference: 'second', code: 'plugin-conflict' }]);
      expect(problems[0]?.message).toMatch(/"second" brings the .* "same", which "first" already does/);
    });
  });

  it('loads what it finds beside the configuration and not beside the gateway', async () => {
    folder.install('@fairlead/plugin-simulator', esModule('mine'));
    expect(await namesOf(['@fairlead/plugin-simulator'])).toEqual(['mine']);
  });
});
