import { LISTED } from './layers.js';
import { treeOf } from './rule.js';
import { declaredDependencies } from './rules/declared-dependencies.js';
import { filesStaySmall } from './rules/files-stay-small.js';
import { importsGoDown } from './rules/imports-go-down.js';
import { nestAtTheRim } from './rules/nest-at-the-rim.js';
import { noCycles } from './rules/no-cycles.js';
import { noDeepImports } from './rules/no-deep-imports.js';
import { noVendorNames } from './rules/no-vendor-names.js';
import { pureCores } from './rules/pure-cores.js';
import { readSourceTree } from './source-tree.js';

const RULES = [
  importsGoDown,
  noCycles,
  noDeepImports,
  declaredDependencies,
  nestAtTheRim,
  pureCores,
  noVendorNames,
  filesStaySmall,
];

const repository = readSourceTree();

describe('the sources of this repository', () => {
  it('are what the rules look at: every listed package, and the tests', () => {
    const paths = [...repository.files.keys()];
    for (const folder of [...LISTED, 'plugins', 'test/architecture'])
      expect(paths.filter((path) => path.startsWith(`${folder}/`))).not.toEqual([]);
  });

  it.each(RULES)('$name', (rule) => {
    expect(rule.check(repository)).toEqual([]);
  });
});

describe.each(RULES)('the rule "$name"', ({ check, examples }) => {
  it.each(examples)('judges $title', (example) => {
    const violations = check(treeOf(example));
    expect(violations).toEqual(example.finds.map((part) => expect.stringContaining(part)));
  });

  it('is shown to fail and to pass', () => {
    expect(examples.some(({ finds }) => finds.length > 0)).toBe(true);
    expect(examples.some(({ finds }) => finds.length === 0)).toBe(true);
  });
});
