import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError, type Command, type ExitCode, type Invocation } from '../command.js';
import { textFlag, wordFlag } from '../flags.js';
import { KINDS } from '../scaffold/order.js';
import { COPIED_API } from '../scaffold/provider-files.js';
import { namesOf, scaffold } from '../scaffold/scaffold.js';

const SDK_RANGE = '^0.1.0';

export const pluginNew: Command = {
  name: 'plugin new',
  summary: 'Writes a package for a plugin that builds and passes the kit as it is.',
  usage: 'NAME [options]',
  help: [
    ['--kind KIND', `${KINDS.join(', ')} (provider)`],
    [`--from ${COPIED_API}`, 'a provider whose vendor copies that API: addresses and signing are known'],
    ['--out FOLDER', 'where to; default: a folder named after the package'],
    ['--sdk RANGE|FILE', `the SDK to build with, as npm takes it (${SDK_RANGE})`],
  ],
  options: {
    kind: { type: 'string' },
    from: { type: 'string' },
    out: { type: 'string' },
    sdk: { type: 'string' },
  },
  takes: { min: 1, max: 1 },
  run: write,
};

async function write({ arguments: [name], flags, json, terminal }: Invocation): Promise<ExitCode> {
  const names = namesOf(name!);
  if (names === undefined)
    throw new UsageError(
      `"${name}" is no name for a plugin: lower-case words joined by dashes, such as night-rates`,
    );
  const kind = wordFlag(flags, 'kind', KINDS) ?? 'provider';
  const compatible = wordFlag(flags, 'from', [COPIED_API]) !== undefined;
  if (compatible && kind !== 'provider') throw new UsageError(`--from is for providers, not for a ${kind}`);
  const folder = textFlag(flags, 'out') ?? names.package;
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new UsageError(`${folder} is not empty; name another place with --out`);
  const files = scaffold({ names, kind, compatible, sdk: textFlag(flags, 'sdk') ?? SDK_RANGE });
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  terminal.print(
    json
      ? JSON.stringify({ folder, files: Object.keys(files) }, undefined, 2)
      : [
          `${folder}: ${Object.keys(files).length} files`,
          '',
          `  cd ${folder}`,
          '  npm install',
          '  npm test        # builds, and runs every case of the kit',
          '',
          'Begin in src/index.ts.',
        ].join('\n'),
  );
  return 0;
}
