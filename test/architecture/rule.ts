import type { Manifest, SourceTree } from './source-tree.js';

/** One law of the house, as a function over the sources. */
export interface Rule {
  /** Completes the sentence "the sources …". */
  readonly name: string;
  /** One line per violation: `path:line what is wrong, and what to do`. */
  check(tree: SourceTree): string[];
  /** Small trees that must, and must not, be found guilty: the proof that the rule can fail. */
  readonly examples: readonly Example[];
}

export interface Example {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly manifests?: Readonly<Record<string, Manifest>>;
  /** A part of each violation, in order; empty for an innocent tree. */
  readonly finds: readonly string[];
}

/** Workspaces that the examples of most rules need. */
const EXAMPLE_MANIFESTS: Readonly<Record<string, Manifest>> = Object.fromEntries(
  ['libs/plugin-sdk', 'libs/policy', 'libs/engine', 'libs/simulation', 'apps/gateway'].map((folder) => [
    folder,
    { name: `@fairlead/${folder.split('/')[1]}`, exports: { '.': './src/index.ts' } },
  ]),
);

export function treeOf({ files, manifests = {} }: Example): SourceTree {
  return {
    files: new Map(Object.entries(files)),
    manifests: new Map(Object.entries({ ...EXAMPLE_MANIFESTS, ...manifests })),
  };
}
