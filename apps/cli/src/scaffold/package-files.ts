import type { Files, Order } from './order.js';

/** What every plugin's package has, whatever it brings. */
export function packageFiles({ names, kind, sdk }: Order): Files {
  return {
    'package.json': json({
      name: names.package,
      version: '0.1.0',
      description: `Fairlead plugin: the ${names.plugin} ${kind}.`,
      license: 'MIT',
      type: 'module',
      exports: {
        '.': { types: './dist/index.d.ts', default: './dist/index.js' },
        './package.json': './package.json',
      },
      files: ['dist'],
      engines: { node: '>=22.19' },
      keywords: ['fairlead-plugin'],
      scripts: { build: 'tsc', test: 'tsc && node --test', prepack: 'tsc' },
      peerDependencies: { '@fairlead/plugin-sdk': '^0.1.0' },
      devDependencies: {
        '@fairlead/plugin-sdk': sdk,
        '@types/node': '^24.0.0',
        typescript: '^5.9.0 || ^6.0.0',
      },
    }),
    'tsconfig.json': json({
      compilerOptions: {
        target: 'ES2023',
        module: 'nodenext',
        rootDir: 'src',
        outDir: 'dist',
        declaration: true,
        strict: true,
        noUncheckedIndexedAccess: true,
        experimentalDecorators: true,
        useDefineForClassFields: true,
        skipLibCheck: true,
        types: ['node'],
      },
      include: ['src'],
    }),
    'test/plugin.test.js': `import { describe, it } from 'node:test';
import { describePlugin } from '@fairlead/plugin-sdk/testing';

// Every case of the kit, against the real host and engine, over loopback.
describePlugin('./dist/index.js', {}, { describe, it });
`,
    '.gitignore': 'node_modules\ndist\n*.tgz\n',
    '.github/workflows/ci.yml': `name: CI
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        node: [22, 24]
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: \${{ matrix.node }}
      - run: npm install
      - run: npm test
`,
    'README.md': readme(names.package, names.plugin, kind),
    LICENSE: LICENCE,
  };
}

function readme(packageName: string, plugin: string, kind: Order['kind']): string {
  return `# ${packageName}

The ${plugin} ${kind} for Fairlead, an AI gateway.

\`\`\`yaml
# fairlead.yaml
plugins: [${packageName}]
\`\`\`

\`npm test\` builds it and runs every case of the plugin kit. What the kit must be told stands in \`kit.json\`, recorded answers
in \`fixtures/\`.
`;
}

export const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

const LICENCE = `MIT License

Copyright (c) the authors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`;
