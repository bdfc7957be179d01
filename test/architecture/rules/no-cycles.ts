import { cyclesOf } from '../graph.js';
import { folderOf, isSpec } from '../layers.js';
import { packageNameOf, relativeTarget } from '../resolve.js';
import type { Rule } from '../rule.js';
import { folderNamed, type SourceTree } from '../source-tree.js';
import { importsOf } from '../syntax.js';

export const noCycles: Rule = {
  name: 'have no cycle, between files or between packages',

  check(tree) {
    return [...cyclesOf(fileGraph(tree)), ...cyclesOf(packageGraph(tree))].map(
      (cycle) => `${cycle[0]}:1 imports itself in a circle: ${cycle.join(' → ')}`,
    );
  },

  examples: [
    {
      title: 'two files',
      files: { 'libs/policy/src/a.ts': `import './b.js';`, 'libs/policy/src/b.ts': `import './a.js';` },
      finds: ['libs/policy/src/a.ts → libs/policy/src/b.ts → libs/policy/src/a.ts'],
    },
    {
      title: 'three files, tied by types only',
      files: {
        'libs/policy/src/a.ts': `import type { B } from './in/b.js';`,
        'libs/policy/src/in/b.ts': `export type { C } from './c.js';`,
        'libs/policy/src/in/c.ts': `type A = import('../a.js').A;`,
      },
      finds: ['a.ts → libs/policy/src/in/b.ts → libs/policy/src/in/c.ts → libs/policy/src/a.ts'],
    },
    {
      title: 'two packages, though no file is in a circle',
      files: {
        'libs/policy/src/a.ts': `import '@fairlead/engine';`,
        'libs/engine/src/b.ts': `import '@fairlead/policy';`,
      },
      finds: ['libs/policy → libs/engine → libs/policy'],
    },
    {
      title: 'a diamond, and a spec of a lower package that drives a higher one',
      files: {
        'libs/policy/src/a.ts': `import './b.js'; import './c.js';`,
        'libs/policy/src/b.ts': `import './d.js';`,
        'libs/policy/src/c.ts': `import './d.js';`,
        'libs/policy/src/d.ts': '',
        'libs/policy/src/a.spec.ts': `import '@fairlead/simulation';`,
        'libs/simulation/src/a.ts': `import '@fairlead/policy';`,
      },
      finds: [],
    },
  ],
};

function fileGraph(tree: SourceTree): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const [path, text] of tree.files) {
    const targets = importsOf(text).map(({ specifier }) => relativeTarget(path, specifier));
    graph.set(
      path,
      new Set(targets.filter((target) => target !== undefined && tree.files.has(target)) as string[]),
    );
  }
  return graph;
}

function packageGraph(tree: SourceTree): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const [path, text] of tree.files) {
    const own = folderOf(path);
    if (own === undefined || isSpec(path)) continue;
    const targets = graph.get(own) ?? new Set();
    graph.set(own, targets);
    for (const { specifier } of importsOf(text)) {
      const name = packageNameOf(specifier);
      const target = name && folderNamed(tree, name);
      if (target && target !== own) targets.add(target);
    }
  }
  return graph;
}
