import { builtinModules } from 'node:module';
import { folderOf, isSpec } from '../layers.js';
import { packageNameOf } from '../resolve.js';
import type { Rule } from '../rule.js';
import { folderNamed, type Manifest } from '../source-tree.js';
import { importsOf } from '../syntax.js';

const BUILTIN = new Set(builtinModules);

export const declaredDependencies: Rule = {
  name: 'import only packages that their own package.json declares, and built-in modules as `node:`',

  check(tree) {
    const violations: string[] = [];
    for (const [path, text] of tree.files) {
      const folder = folderOf(path) ?? '';
      const manifest = tree.manifests.get(folder) ?? {};
      const root = tree.manifests.get('') ?? {};
      const declared = new Set([...named(manifest), ...(isSpec(path) ? named(root) : [])]);
      for (const { specifier, line } of importsOf(text)) {
        const name = packageNameOf(specifier);
        if (name === undefined || name === manifest.name || declared.has(name)) continue;
        // npm links every workspace at the root: a test finds it there, as a published package would not.
        if (isSpec(path) && folderNamed(tree, name) !== undefined) continue;
        violations.push(
          BUILTIN.has(name)
            ? `${path}:${line} imports ${specifier}: write node:${specifier}`
            : `${path}:${line} imports ${name}, which ${folder}/package.json does not declare`,
        );
      }
    }
    return violations;
  },

  examples: [
    {
      title: 'a package that is only there because npm hoists it',
      files: { 'libs/policy/src/a.ts': `import { parse } from 'yaml/util';\nimport '@fairlead/plugin-sdk';` },
      finds: [
        'imports yaml, which libs/policy/package.json does not declare',
        'imports @fairlead/plugin-sdk',
      ],
    },
    {
      title: 'a dev dependency of the root in a source, and an undeclared one in a spec',
      files: {
        'libs/policy/src/a.ts': `import fc from 'fast-check';`,
        'libs/policy/src/a.spec.ts': `import 'left-pad';`,
      },
      manifests: { '': { devDependencies: { 'fast-check': '4' } } },
      finds: ['a.ts:1 imports fast-check', 'a.spec.ts:1 imports left-pad'],
    },
    {
      title: 'a built-in module without its prefix',
      files: { 'libs/policy/src/a.ts': `import { createHash } from 'crypto';` },
      finds: ['write node:crypto'],
    },
    {
      title: "declared, peer, built-in, relative; in a spec also the root's and a workspace",
      files: {
        'libs/policy/src/a.ts': `import 'yaml'; import './b.js'; import 'node:crypto'; import '@fairlead/plugin-sdk';`,
        'libs/policy/src/a.spec.ts': `import 'fast-check'; import '@fairlead/simulation';`,
      },
      manifests: {
        '': { devDependencies: { 'fast-check': '4' } },
        'libs/policy': { dependencies: { yaml: '2' }, peerDependencies: { '@fairlead/plugin-sdk': '1' } },
      },
      finds: [],
    },
  ],
};

function named({
  dependencies,
  devDependencies,
  optionalDependencies,
  peerDependencies,
}: Manifest): string[] {
  return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies });
}
