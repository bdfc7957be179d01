import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything a rule may look at. Paths are relative to the repository, with `/`. */
export interface SourceTree {
  /** Text of every `.ts` file under apps, libs, plugins, examples and test. */
  readonly files: ReadonlyMap<string, string>;
  /** `package.json` of every workspace and example, by its folder; the root's is under ``. */
  readonly manifests: ReadonlyMap<string, Manifest>;
}

export interface Manifest {
  readonly name?: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const SKIPPED = new Set(['dist', 'node_modules', 'coverage']);

/** The repository as it is on disk now. */
export function readSourceTree(): SourceTree {
  const files = new Map<string, string>();
  const manifests = new Map<string, Manifest>();
  for (const root of ['apps', 'libs', 'plugins', 'examples', 'test'])
    for (const path of sourcesUnder(root)) files.set(path, readFileSync(join(REPOSITORY, path), 'utf8'));
  for (const folder of ['', ...['apps', 'libs', 'plugins', 'examples'].flatMap(foldersIn)]) {
    const path = join(REPOSITORY, folder, 'package.json');
    if (existsSync(path)) manifests.set(folder, JSON.parse(readFileSync(path, 'utf8')) as Manifest);
  }
  return { files, manifests };
}

/** Workspace folder of a package name: `libs/policy` for `@fairlead/policy`. */
export function folderNamed(tree: SourceTree, packageName: string): string | undefined {
  for (const [folder, { name }] of tree.manifests) if (name === packageName) return folder;
  return undefined;
}

function sourcesUnder(folder: string): string[] {
  const entries = readdirSync(join(REPOSITORY, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : sourcesUnder(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

function foldersIn(root: string): string[] {
  return readdirSync(join(REPOSITORY, root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${root}/${entry.name}`);
}
