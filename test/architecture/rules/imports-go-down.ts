import { allowedFor, folderOf } from '../layers.js';
import { packageNameOf, relativeTarget } from '../resolve.js';
import type { Rule } from '../rule.js';
import { folderNamed } from '../source-tree.js';
import { importsOf } from '../syntax.js';

export const importsGoDown: Rule = {
  name: 'import only what the table of floors allows',

  check(tree) {
    const violations: string[] = [];
    for (const [path, text] of tree.files) {
      const own = folderOf(path);
      if (own === undefined) continue;
      const allowed = allowedFor(path);
      if (allowed === undefined) {
        violations.push(`${path}:1 ${own} has no row in test/architecture/layers.json: add one`);
        continue;
      }
      for (const { specifier, line } of importsOf(text)) {
        const relative = relativeTarget(path, specifier);
        const name = packageNameOf(specifier);
        const target = relative !== undefined ? folderOf(relative) : name && folderNamed(tree, name);
        if (target === undefined || target === own || allowed.includes(target)) continue;
        violations.push(
          `${path}:${line} may not import ${target}; it may import: ${allowed.join(', ') || 'nothing'}`,
        );
      }
    }
    return violations;
  },

  examples: [
    {
      title: 'a lower package that imports a higher one',
      files: { 'libs/policy/src/a.ts': `import { Engine } from '@fairlead/engine';` },
      finds: ['libs/policy/src/a.ts:1 may not import libs/engine'],
    },
    {
      title: 'a type-only import, a re-export, an import type and a dynamic import',
      files: {
        'libs/policy/src/a.ts': [
          `import type { E } from '@fairlead/engine';`,
          `export * from '@fairlead/engine';`,
          `type F = import('@fairlead/engine').F;`,
          `const load = () => import('@fairlead/engine');`,
        ].join('\n'),
      },
      finds: ['a.ts:1', 'a.ts:2', 'a.ts:3', 'a.ts:4'],
    },
    {
      title: 'a way around by a relative path',
      files: { 'libs/policy/src/a.ts': `import '../../engine/src/index.js';` },
      finds: ['may not import libs/engine'],
    },
    {
      title: 'a plugin that reaches past the contract, an import of a plugin, an import of an app',
      files: {
        'plugins/acme/src/a.ts': `import '@fairlead/policy';`,
        'apps/gateway/src/a.ts': `import '@fairlead/plugin-acme';`,
        'libs/engine/src/a.ts': `import '@fairlead/gateway';`,
      },
      manifests: { 'plugins/acme': { name: '@fairlead/plugin-acme' } },
      finds: ['plugins/acme/src/a.ts:1', 'may not import plugins/acme', 'may not import apps/gateway'],
    },
    {
      title: 'the simulator in the host of plugins',
      files: { 'libs/plugin-host/src/a.ts': `import '@fairlead/simulation';` },
      finds: ['may not import libs/simulation'],
    },
    {
      title: 'a package the table does not know',
      files: { 'libs/shiny/src/index.ts': '' },
      finds: ['libs/shiny has no row'],
    },
    {
      title: 'the simulator in a spec, the contract anywhere, a package in a comment or a string',
      files: {
        'libs/engine/src/a.spec.ts': `import '@fairlead/simulation';`,
        'plugins/acme/src/a.ts': `import '@fairlead/plugin-sdk';`,
        'libs/policy/src/a.ts': `// import '@fairlead/engine';\nconst text = "import '@fairlead/engine'";`,
      },
      finds: [],
    },
  ],
};
