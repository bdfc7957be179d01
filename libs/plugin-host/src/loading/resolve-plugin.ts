import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a plugin's code is, and what its package says of itself; undefined for a bare file. */
export interface ResolvedPlugin {
  readonly entry: string;
  readonly manifest: PackageManifest | undefined;
}

interface PackageManifest {
  readonly name?: string;
  readonly version?: string;
  readonly main?: string;
  readonly exports?: unknown;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The export conditions of this very process; `@fairlead/source` is active when the sources are being run. */
const CONDITIONS = ['node', 'import', 'module-sync', 'default'];
const HERE = dirname(fileURLToPath(import.meta.url));

/**
 * Finds a package or path, from the configuration's folder first, then from the gateway. The `exports` map is read
 * here because `require.resolve` cannot see a package that only exports ES modules.
 *
 * @returns undefined when it is nowhere
 */
export function resolvePlugin(reference: string, folder: string): ResolvedPlugin | undefined {
  const isPath = reference.startsWith('.') || isAbsolute(reference);
  if (isPath) return fromPath(resolve(folder, reference));
  return fromModules(reference, folder) ?? fromModules(reference, HERE);
}

function fromPath(path: string): ResolvedPlugin | undefined {
  if (!existsSync(path)) return undefined;
  return statSync(path).isDirectory() ? fromPackage(path) : { entry: path, manifest: undefined };
}

function fromModules(name: string, folder: string): ResolvedPlugin | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return fromPackage(candidate);
    if (dirname(at) === at) return undefined;
  }
}

function fromPackage(folder: string): ResolvedPlugin | undefined {
  const manifest = readManifest(join(folder, 'package.json'));
  if (manifest === undefined) return undefined;
  const entry = join(folder, entryOf(manifest.exports) ?? manifest.main ?? 'index.js');
  return existsSync(entry) ? { entry, manifest } : undefined;
}

function readManifest(file: string): PackageManifest | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PackageManifest;
  } catch {
    return undefined;
  }
}

/** The file of `exports["."]` under our conditions, in the order in which the package lists them. */
function entryOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const map = value as Record<string, unknown>;
  if ('.' in map) return entryOf(map['.']);
  const conditions = [...CONDITIONS, ...activeConditions()];
  for (const key of Object.keys(map)) {
    const entry = conditions.includes(key) ? entryOf(map[key]) : undefined;
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** `--conditions=name` of this process, so that a plugin is found in the same form as everything else. */
function activeConditions(): string[] {
  const words = [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/)];
  return words.flatMap((word, i) => {
    const inline = /^(?:--conditions|-C)=(.+)$/.exec(word)?.[1];
    if (inline !== undefined) return [inline];
    return word === '--conditions' || word === '-C' ? [words[i + 1] ?? ''] : [];
  });
}
