/**
 * The whole import graph, as dependency-cruiser resolves it. The rules of who may import whom are drawn from the
 * same table that test/architecture reads.
 */
const { packages, plugins, examples, specs } = require('./test/architecture/layers.json');

const OURS = '^(?:apps|libs|plugins|examples)/';
const SPEC = '\\.spec\\.ts$';

/** What a package's sources may reach of ours: itself and its row of the table. */
function row(folder, mayImport) {
  const name = folder.replace('/', '-');
  const only = (allowed) => ({ path: OURS, pathNot: [folder, ...allowed].map((each) => `^${each}/`) });
  const comment = `${folder} may import ${mayImport.join(', ') || 'nothing of ours'} (test/architecture/layers.json)`;
  return [
    {
      name: `${name}-imports-go-down`,
      comment,
      severity: 'error',
      from: { path: `^${folder}/`, pathNot: SPEC },
      to: only(mayImport),
    },
    {
      name: `${name}-specs-imports-go-down`,
      comment,
      severity: 'error',
      from: { path: `^${folder}/.*${SPEC}` },
      to: only([...mayImport, ...specs.mayImport]),
    },
  ];
}

module.exports = {
  forbidden: [
    ...Object.entries(packages).flatMap(([folder, { mayImport }]) => row(folder, mayImport)),
    {
      name: 'plugins-see-the-sdk-only',
      severity: 'error',
      from: { path: '^(plugins/[^/]+)/' },
      to: { path: OURS, pathNot: ['^$1/', ...plugins.mayImport.map((each) => `^${each}/`)] },
    },
    {
      name: 'examples-see-the-sdk-only',
      severity: 'error',
      from: { path: '^(examples/[^/]+)/', pathNot: Object.keys(packages).map((each) => `^${each}/`) },
      to: { path: OURS, pathNot: ['^$1/', ...examples.mayImport.map((each) => `^${each}/`)] },
    },
    {
      name: 'no-circular',
      comment: 'type-only circles count: they tie two files together for whoever reads them',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-deep-imports',
      comment: 'a package is entered by its name, at what its package.json exports',
      severity: 'error',
      from: { path: '^((?:apps|libs|plugins|examples)/[^/]+|test)/' },
      to: {
        path: '^(?:apps|libs|plugins|examples)/[^/]+/src/(?!(?:index|testing/index)\\.ts$)',
        pathNot: '^$1/',
      },
    },
    {
      name: 'not-to-spec',
      severity: 'error',
      from: { pathNot: [SPEC, '^test/'] },
      to: { path: [SPEC, '^test/'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-orphans',
      comment: 'a file nobody imports and nobody starts is dead',
      severity: 'error',
      from: { orphan: true, pathNot: [SPEC, '/src/(?:index|main)\\.ts$', '^test/', '\\.d\\.ts$'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['@fairlead/source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
