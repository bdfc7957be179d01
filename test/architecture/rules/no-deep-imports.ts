import { folderOf } from '../layers.js';
import { packageNameOf, relativeTarget } from '../resolve.js';
import type { Rule } from '../rule.js';
import { folderNamed } from '../source-tree.js';
import { importsOf } from '../syntax.js';

const isForeign = (target: string, path: string): boolean =>
  folderOf(target) !== undefined && folderOf(target) !== folderOf(path);

/** Examples stand outside the workspace: a test has no name to import their servers by. */
const isHelperOfExample = (target: string, path: string): boolean =>
  path.startsWith('test/') && /^examples\/[^/]+\/src\/testing\/index\.ts$/.test(target);

export const noDeepImports: Rule = {
  name: "enter a package only by its name and its package.json's `exports`",

  check(tree) {
    const violations: string[] = [];
    for (const [path, text] of tree.files) {
      for (const { specifier, line } of importsOf(text)) {
        const target = relativeTarget(path, specifier);
        if (target !== undefined && isForeign(target, path) && !isHelperOfExample(target, path))
          violations.push(`${path}:${line} reaches into ${folderOf(target)} by path: import it by its name`);
        const name = packageNameOf(specifier);
        const folder = name && folderNamed(tree, name);
        if (!folder) continue;
        const subpath = `.${specifier.slice(name.length)}`;
        if (!Object.hasOwn(tree.manifests.get(folder)?.exports ?? {}, subpath))
          violations.push(
            `${path}:${line} imports ${specifier}, which ${folder}/package.json does not export`,
          );
      }
    }
    return violations;
  },

  examples: [
    {
      title: 'a file behind the index',
      files: { 'libs/engine/src/a.ts': `import '@fairlead/policy/src/plan.js';` },
      finds: ['which libs/policy/package.json does not export'],
    },
    {
      title: 'a relative path into another package, also from a test',
      files: {
        'libs/engine/src/a.ts': `import '../../policy/src/plan.js';`,
        'test/e2e/a.spec.ts': `import '../../libs/policy/src/plan.js';`,
        'test/examples/a.spec.ts': `import '../../examples/acme/src/index.js';`,
      },
      finds: [
        'libs/engine/src/a.ts:1 reaches into libs/policy',
        'test/e2e/a.spec.ts:1 reaches into libs/policy',
        'test/examples/a.spec.ts:1 reaches into examples/acme',
      ],
    },
    {
      title: 'the index, an exported subpath, a neighbour in the same package',
      files: {
        'libs/engine/src/a.ts': `import '@fairlead/policy'; import './b.js';`,
        'plugins/acme/src/a.spec.ts': `import '@fairlead/plugin-sdk/testing';`,
        'test/examples/a.spec.ts': `import '../../examples/acme/src/testing/index.js';`,
      },
      manifests: { 'libs/plugin-sdk': { name: '@fairlead/plugin-sdk', exports: { './testing': './t.ts' } } },
      finds: [],
    },
  ],
};
