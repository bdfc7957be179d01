import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ensureBuilt } from '../../support/build.js';
import { Outside } from '../plugins/outside.js';
import { fairlead } from './fairlead.js';
import { TempFiles } from './temp-files.js';

/** Packages are written, installed, compiled and proven. */
jest.setTimeout(180_000);

const files = new TempFiles();
let outside: Outside;
beforeAll(async () => {
  await ensureBuilt();
  outside = await Outside.open();
}, 180_000);
afterAll(() => outside.close());

it.each<[string, readonly string[], number]>([
  ['a provider', [], 40],
  ['a provider of a copied API', ['--from', 'openai-compatible'], 45],
  ['a strategy', ['--kind', 'strategy'], 5],
  ['a provider with a dialect', ['--kind', 'dialect'], 20],
])('%s builds and passes the kit as it is written', async (what, flags, least) => {
  const folder = files.path(what.replaceAll(' ', '-'));
  const { code, stdout } = await fairlead(['plugin', 'new', 'night-rates', '--out', folder, ...flags]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/npm test/)]);
  await outside.installFor(folder);
  const tested = await promisify(execFile)('npm', ['test'], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
  }).catch((error: { stdout: string }) => error);
  expect(tested.stdout).toMatch(/(?:#|ℹ) fail 0/);
  const checked = await fairlead(['plugin', 'check', folder]);
  expect(Number(/(\d+) passed, 0 failed/.exec(checked.stdout)?.[1])).toBeGreaterThanOrEqual(least);
  expect(checked.code).toBe(0);
});

it.each<[readonly string[], RegExp]>([
  [['Night Rates'], /no name for a plugin: lower-case words joined by dashes/],
  [['a', '--kind', 'provder'], /did you mean "provider"\?/],
  [['a', '--kind', 'strategy', '--from', 'openai-compatible'], /--from is for providers/],
])('%j is a wrong command line', async (args, message) => {
  const { code, stderr } = await fairlead(['plugin', 'new', ...args]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
});

it('never writes over what is there', async () => {
  const kept = files.write('kept.txt', 'mine');
  const folder = kept.slice(0, -'/kept.txt'.length);
  const { code, stderr } = await fairlead(['plugin', 'new', 'night-rates', '--out', folder]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/is not empty; name another place/)]);
});
