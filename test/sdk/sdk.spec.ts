import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, REPOSITORY } from '../support/build.js';
import { itKeepsFresh } from '../docs/keep-fresh.js';
import { apiReport } from './api-report.js';
import { publicNames } from './public-surface.js';

beforeAll(ensureBuilt, 180_000);

describe('the public surface of the plugin SDK', () => {
  itKeepsFresh('libs/plugin-sdk/api.md', () => apiReport());

  it.each(['index.d.ts', 'testing/index.d.ts'] as const)('%s says of every name what it is', (entry) => {
    const names = publicNames(entry);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter(({ documented }) => !documented).map(({ name }) => name)).toEqual([]);
  });
});

it('is not packed without the kit, which the script adds', () => {
  const cwd = join(REPOSITORY, 'libs/plugin-sdk');
  const { status, stderr } = spawnSync('npm', ['pack', '--dry-run'], { cwd, encoding: 'utf8' });
  expect([status === 0, stderr]).toEqual([false, expect.stringContaining('scripts/pack-sdk.mjs')]);
});
