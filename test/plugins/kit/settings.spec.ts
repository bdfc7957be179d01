import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPlugin } from '@fairlead/plugin-kit';
import type { KitOptions } from '@fairlead/plugin-sdk/testing';
import { acme } from './good-provider.js';

let cwd: string;
beforeEach(() => (cwd = mkdtempSync(join(tmpdir(), 'fairlead-kit-settings-'))));
afterEach(() => rmSync(cwd, { recursive: true }));

const about = (names: object) => JSON.stringify(names);

it.each<[what: string, kitJson: string, options: KitOptions, code: string, message: RegExp]>([
  ['no JSON', '{ "providers": ', {}, 'kit-settings', /kit\.json is no JSON/],
  ['a provider by another name', about({ providers: { acne: {} } }), {}, 'kit-settings', /mean "acme"/],
  [
    'a strategy that is not there',
    about({ strategies: { turn: {} } }),
    {},
    'kit-settings',
    /strategy "turn"/,
  ],
  ['a case that is not there', '{}', { only: 'provider.txt' }, 'kit-no-case', /mean "provider.text"/],
])('settings with %s are told', async (_what, kitJson, options, code, message) => {
  writeFileSync(join(cwd, 'package.json'), '{}');
  writeFileSync(join(cwd, 'kit.json'), kitJson);
  const { problems, passed } = await checkPlugin(acme(), { cwd, only: 'provider.stop', ...options });
  expect(problems).toEqual([{ code, message: expect.stringMatching(message) as string }]);
  expect(passed).toBe(false);
});

it('a variant is checked besides, with its own options', async () => {
  const providers = { acme: { variants: { north: { zone: 'north' }, south: { zone: 7 } } } };
  const report = await checkPlugin(acme(), { settings: { providers }, only: 'provider.request' });
  expect(report.subjects.map(({ name, cases }) => [name, cases[0]!.outcome])).toEqual([
    ['acme', 'passed'],
    ['acme (north)', 'passed'],
    ['acme (south)', 'failed'],
  ]);
});
