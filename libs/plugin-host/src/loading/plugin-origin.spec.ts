import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { originOf, rememberOrigin } from './plugin-origin.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fairlead-origin-')));
mkdirSync(join(folder, 'acme', 'inner'), { recursive: true });
for (const [file, plugin] of [
  ['acme/index.js', 'acme'],
  ['acme/inner/index.js', 'inner'],
] as const) {
  writeFileSync(join(folder, file), '');
  rememberOrigin(join(folder, file), plugin);
}
afterAll(() => rmSync(folder, { recursive: true }));

const at = (path: string): string => `    at f (${pathToFileURL(path).href}:3:7)`;
const plugin = join(folder, 'acme', 'lib', 'call.js');

describe('originOf', () => {
  it.each<[string, string[], string | undefined]>([
    ['a line of a plugin', [at(plugin)], 'acme'],
    ['a path without a scheme, without a function', [`    at ${plugin}:3:7`], 'acme'],
    ['a plugin inside the folder of another one', [at(join(folder, 'acme', 'inner', 'x.js'))], 'inner'],
    [
      'lines of Node above it',
      ['    at new Promise (<anonymous>)', '    at node:internal/x:1:2', at(plugin)],
      'acme',
    ],
    ['a library that it called', [at('/srv/node_modules/lodash/x.js'), at(plugin)], 'acme'],
    ["the gateway's own code further in", [at(import.meta.filename), at(plugin)], undefined],
    ['nobody that is known', [at('/srv/app/x.js')], undefined],
    ['a folder whose name only begins the same', [at(join(folder, 'acme-two', 'x.js'))], undefined],
    ['no lines at all', [], undefined],
  ])('%s', (_, lines, expected) => {
    expect(originOf(['Error: what happened', ...lines].join('\n'))).toBe(expected);
  });

  it('no stack at all', () => {
    expect(originOf(undefined)).toBeUndefined();
  });
});
