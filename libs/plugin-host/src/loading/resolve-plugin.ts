import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportedEntry } from './exported-entry.js';

/** Where a plugin's code is, and what its package says of itself; undefined for a bare file. */
export interface ResolvedPlugin {
  readonly entry: string;
  readonly manifest: PackageManifest | undefined;
}

/** Found, but nothing that could be loaded. */
export interface BrokenPlugin {
  readonly broken: string;
}

interface PackageManifest {
  readonly name?: string;
  readonly version?: string;
  readonly main?: string;
  readonly exports?: unknown;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const HERE = dirname(fileURLToPath(import.meta.url));

/**
 * Finds a package or path, from the configuration's folder first, then from the gateway. Done by hand because
 * `require.resolve` cannot see a package that only exports ES modules, and `import.meta.resolve` takes no folder to
 * start from.
 *
 * @returns undefined when it is nowhere
 */
export function resolvePlugin(reference: string, folder: string): ResolvedPlugin | BrokenPlugin | undefined {
  const isPath = reference.startsWith('.') || isAbsolute(reference);
  if (isPath) return fromPath(resolve(folder, reference));
  return fromModules(reference, resolve(folder)) ?? fromModules(reference, HERE);
}

function fromPath(path: string): ResolvedPlugin | BrokenPlugin | undefined {
  if (!existsSync(path)) return undefined;
  return isFile(path) ? { entry: path, manifest: undefined } : fromPackage(path);
}

function fromModules(name: string, folder: string): ResolvedPlugin | BrokenPlugin | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (isFile(join(candidate, 'package.json'))) return fromPackage(candidate);
    if (dirname(at) === at) return undefined;
  }
}

function fromPackage(folder: string): ResolvedPlugin | BrokenPlugin {
  const file = join(folder, 'package.json');
  if (!isFile(file)) return { broken: `${folder} has no package.json` };
  const manifest = readManifest(file);
  if (manifest === undefined) return { broken: `${file} is not valid JSON` };
  const named = exportedEntry(manifest.exports) ?? manifest.main ?? 'index.js';
  // What `main` may leave out; `exports` never does.
  const entry = ['', '.js', '/index.js'].map((end) => join(folder, `${named}${end}`)).find(isFile);
  return entry === undefined
    ? { broken: `${file} names the entry ${named}, which does not exist; is the package built?` }
    : { entry, manifest };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function readManifest(file: string): PackageManifest | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as PackageManifest) : undefined;
  } catch {
    return undefined;
  }
}

/** The file that would be loaded; undefined where there is none. */
export function pluginFile(reference: string, folder: string): string | undefined {
  const found = resolvePlugin(reference, folder);
  return found === undefined || 'broken' in found ? undefined : found.entry;
}
