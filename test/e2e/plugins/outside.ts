import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '../../support/build.js';

const run = promisify(execFile);

/** What the SDK's package needs of others, all the way down: taken from here, so that no registry is asked. */
const OTHERS = [
  'class-validator',
  'libphonenumber-js',
  'validator',
  '@types/validator',
  'semver',
  'undici',
  'yaml',
  '@pydantic/genai-prices',
  '@marcbachmann/cel-js',
];

/** Options of a class without a compiler: decorators are functions. */
const BODY = `class HarbourConfig {
  baseUrl = 'http://127.0.0.1:9/v1';
  apiKey;
}
sdk.Secret()(HarbourConfig.prototype, 'apiKey');
sdk.IsUrl()(HarbourConfig.prototype, 'baseUrl');
const plugin = sdk.definePlugin({
  name: 'harbour',
  providers: {
    harbour: sdk.defineProvider({
      config: sdk.configOf(HarbourConfig),
      speaks: ['openai-chat', 'openai-embeddings'],
      create: (config) => sdk.openaiWire(config),
    }),
  },
});`;

const SOURCES = {
  module: `import * as sdk from '@fairlead/plugin-sdk';\n${BODY}\nexport default plugin;\n`,
  commonjs: `const sdk = require('@fairlead/plugin-sdk');\n${BODY}\nmodule.exports = plugin;\n`,
} as const;
export type ModuleKind = keyof typeof SOURCES;

/** Tarballs as a registry would have them, and folders outside the repository that install them. */
export class Outside {
  private constructor(
    private readonly folder: string,
    readonly sdk: string,
  ) {}

  static async open(): Promise<Outside> {
    const folder = await mkdtemp(join(tmpdir(), 'fairlead-outside-'));
    const script = join(REPOSITORY, 'scripts/pack-sdk.mjs');
    const { stdout } = await run(process.execPath, [script, folder], { cwd: REPOSITORY });
    return new Outside(folder, stdout.trim());
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A provider as a stranger would write it, in plain JavaScript. @returns its tarball */
  async packHarbour(kind: ModuleKind): Promise<string> {
    const folder = join(this.folder, `harbour-${kind}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'index.js'), SOURCES[kind]);
    const manifest = {
      name: 'fairlead-plugin-harbour',
      version: '1.2.3',
      type: kind,
      main: './index.js',
      peerDependencies: { '@fairlead/plugin-sdk': '^0.1.0' },
    };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    return this.pack(folder);
  }

  /** @returns the tarball of the package in this folder */
  async pack(folder: string): Promise<string> {
    const into = await mkdtemp(join(this.folder, 'packed-'));
    const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', into], {
      cwd: folder,
    });
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    return join(into, filename);
  }

  /** Installs these tarballs, and the SDK, into an empty folder. */
  async install(folder: string, tarballs: readonly string[]): Promise<void> {
    const manifests = await Promise.all(tarballs.map(nameOf));
    const overrides = fromHere(OTHERS);
    const dependencies = Object.fromEntries([
      ['@fairlead/plugin-sdk', `file:${this.sdk}`],
      ...tarballs.map((tarball, index) => [manifests[index]!, `file:${tarball}`]),
    ]);
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies, overrides }));
    await npmInstall(folder);
  }

  /** Installs what a package needs to be built and tested: the SDK's tarball, and a compiler. */
  async installFor(folder: string): Promise<void> {
    const file = join(folder, 'package.json');
    const manifest = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    const devDependencies = {
      '@fairlead/plugin-sdk': `file:${this.sdk}`,
      ...fromHere(['typescript', '@types/node', 'undici-types']),
    };
    await writeFile(file, JSON.stringify({ ...manifest, devDependencies, overrides: fromHere(OTHERS) }));
    await npmInstall(folder);
  }

  /** Gives an installed plugin an SDK of its own, as npm does where versions differ. */
  async nestSdk(folder: string, plugin: string): Promise<void> {
    const nested = join(folder, 'node_modules', plugin, 'node_modules');
    await cp(join(folder, 'node_modules/@fairlead/plugin-sdk'), join(nested, '@fairlead/plugin-sdk'), {
      recursive: true,
    });
    // A second one of these too, not a link to the first: each copy keeps a list of its own.
    for (const name of ['class-validator', 'validator', 'libphonenumber-js']) {
      const copy = { recursive: true, dereference: true };
      await cp(join(REPOSITORY, 'node_modules', name), join(nested, name), copy);
    }
  }
}

/** Packages as this repository has them. */
function fromHere(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `file:${join(REPOSITORY, 'node_modules', name)}`]));
}

async function npmInstall(folder: string): Promise<void> {
  const flags = ['--offline', '--install-links=false', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...flags], { cwd: folder });
}

async function nameOf(tarball: string): Promise<string> {
  const { stdout } = await run('tar', ['-xzOf', tarball, 'package/package.json']);
  return (JSON.parse(stdout) as { name: string }).name;
}

/** Files in a tarball, below its one folder. */
export async function filesIn(tarball: string): Promise<readonly string[]> {
  const { stdout } = await run('tar', ['-tzf', tarball]);
  return stdout
    .trim()
    .split('\n')
    .map((path) => path.replace(/^package\//, ''))
    .sort();
}
