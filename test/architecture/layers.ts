import { readFileSync } from 'node:fs';

/**
 * The table of floors: what each package may import of ours. It stands once, in `layers.json`, because
 * `.dependency-cruiser.cjs` draws its rules from it too. A package folder without a row is a violation, so a new
 * one cannot slip in. Nobody may import an app or a plugin, but the example that embeds the gateway; `specs` is what test files may import on top.
 */
interface Layers {
  readonly packages: Readonly<Record<string, { readonly mayImport: readonly string[] }>>;
  readonly plugins: { readonly mayImport: readonly string[] };
  readonly examples: { readonly mayImport: readonly string[] };
  readonly specs: { readonly mayImport: readonly string[] };
}

const LAYERS = JSON.parse(readFileSync(new URL('./layers.json', import.meta.url), 'utf8')) as Layers;

/** Folders whose packages share a row, unless they have one of their own. */
const FAMILIES: Readonly<Record<string, Layers['specs']>> = {
  plugins: LAYERS.plugins,
  examples: LAYERS.examples,
};

/** Package folders with a row of their own. */
export const LISTED = Object.keys(LAYERS.packages);

/** `libs/policy` for any path inside it; undefined outside apps, libs, plugins and examples. */
export function folderOf(path: string): string | undefined {
  return /^(?:apps|libs|plugins|examples)\/[^/]+/.exec(path)?.[0];
}

/** The folders a file may import from beside its own; undefined when the table does not know its package. */
export function allowedFor(path: string): readonly string[] | undefined {
  const folder = folderOf(path) ?? '';
  const row = LAYERS.packages[folder] ?? FAMILIES[folder.split('/')[0] ?? ''];
  if (row === undefined) return undefined;
  return isSpec(path) ? [...row.mayImport, ...LAYERS.specs.mayImport] : row.mayImport;
}

export function isSpec(path: string): boolean {
  return path.endsWith('.spec.ts') || path.startsWith('test/');
}
