import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder outside the repository with a configuration file's place and whatever packages a test installs. */
export class PluginFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'fairlead-plugins-')));
  /** Where the configuration would be. */
  readonly config = join(this.path, 'etc', 'fairlead.yaml');

  write(name: string, text: string): void {
    const file = join(this.path, 'etc', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Installs a package beside the configuration; `manifest` adds to its package.json. */
  install(name: string, code: string, manifest: object = {}): void {
    const peerDependencies = { '@fairlead/plugin-sdk': '^0.1.0' };
    const all = {
      name,
      version: '1.2.3',
      type: 'module',
      exports: './index.js',
      peerDependencies,
      ...manifest,
    };
    this.write(`node_modules/${name}/package.json`, JSON.stringify(all));
    this.write(`node_modules/${name}/index.js`, code);
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** The code of a whole plugin, stamped as another copy of the SDK would: by symbol, without importing ours. */
export function pluginCode(name: string, { contract = 1, change = '' } = {}): string {
  return `
    const config = { keys: [], secrets: [], parse: () => ({ ok: true, value: {}, unset: [] }) };
    const provider = { config, speaks: ['openai-chat'], create: () => ({ address: () => 'http://x.test' }) };
    const strategy = { options: config, create: () => ({ pick: () => undefined }) };
    const plugin = { name: '${name}', providers: { '${name}': provider } };
    ${change}
    const stamped = Object.freeze({ ...plugin, [Symbol.for('fairlead.plugin.contract')]: ${contract} });`;
}

/** The same as an ES module. */
export function esModule(name: string, options?: Parameters<typeof pluginCode>[1]): string {
  return `${pluginCode(name, options)}\nexport default stamped;`;
}
