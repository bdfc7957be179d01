// Packs the plugin SDK as it is published: what `tsc -b` made of it, and the kit with all of the host and the engine that
// it drives, in one file behind `@fairlead/plugin-sdk/testing`.
//
//   node scripts/pack-sdk.mjs FOLDER     writes FOLDER/fairlead-plugin-sdk-<version>.tgz and prints its path
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const SDK = join(REPOSITORY, 'libs/plugin-sdk');
const KIT = join(REPOSITORY, 'libs/plugin-kit/dist/index.js');

/** Packages of ours whose code goes into the bundle; what they need of others becomes a dependency of the SDK. */
const BUNDLED = [
  'configuration',
  'dialects',
  'engine',
  'health',
  'ledger',
  'plugin-host',
  'plugin-kit',
  'policy',
  'routing',
  'telemetry',
];

const into = resolve(process.argv[2] ?? '.');
const stage = mkdtempSync(join(tmpdir(), 'fairlead-sdk-'));
try {
  // Maps lead to sources that are not in the package.
  const wanted = (path) => !/\.map$|\.tsbuildinfo$/.test(path);
  cpSync(join(SDK, 'dist'), join(stage, 'dist'), { recursive: true, filter: wanted });
  cpSync(join(SDK, 'README.md'), join(stage, 'README.md'));
  cpSync(join(REPOSITORY, 'LICENSE'), join(stage, 'LICENSE'));
  const imports = await bundleKit(join(stage, 'dist/testing/kit.js'));
  writeFileSync(join(stage, 'package.json'), JSON.stringify(manifest(imports), undefined, 2));
  mkdirSync(into, { recursive: true });
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', into];
  const [{ filename }] = JSON.parse(execFileSync('npm', args, { cwd: stage, encoding: 'utf8' }));
  process.stdout.write(`${join(into, filename)}\n`);
} finally {
  rmSync(stage, { recursive: true });
}

/** The kit and the plugin see one and the same SDK: the package that the bundle lies in. @returns what it imports */
async function bundleKit(file) {
  const bundle = await rolldown({
    input: KIT,
    platform: 'node',
    external: (id) =>
      !id.startsWith('.') && !id.startsWith('/') && !BUNDLED.includes(id.replace('@fairlead/', '')),
  });
  const { output } = await bundle.write({ file, format: 'esm', minify: false });
  await bundle.close();
  return output.flatMap((chunk) => chunk.imports ?? []);
}

function manifest(imports) {
  const read = (name) => JSON.parse(readFileSync(join(REPOSITORY, 'libs', name, 'package.json'), 'utf8'));
  // Its scripts keep the bare folder from being packed.
  const { scripts: _scripts, ...sdk } = read('plugin-sdk');
  const exports = Object.fromEntries(
    Object.entries(sdk.exports).map(([path, targets]) => {
      if (typeof targets === 'string') return [path, targets];
      const { '@fairlead/source': _, ...published } = targets;
      return [path, published];
    }),
  );
  const others = BUNDLED.flatMap((name) => Object.entries(read(name).dependencies ?? {}));
  const dependencies = Object.fromEntries(
    [...Object.entries(sdk.dependencies), ...others]
      .filter(
        ([name]) => name in sdk.dependencies || imports.some((each) => `${each}/`.startsWith(`${name}/`)),
      )
      .filter(([name]) => !name.startsWith('@fairlead/'))
      .sort(([a], [b]) => a.localeCompare(b)),
  );
  return { ...sdk, exports, dependencies };
}
