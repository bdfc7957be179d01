import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../support/build.js';

interface Locked {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

it('nothing that production installs runs code while it is being installed', () => {
  const { packages } = JSON.parse(readFileSync(join(REPOSITORY, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const shipped = Object.entries(packages).filter(([, { dev }]) => dev !== true);
  expect(shipped.length).toBeGreaterThan(50);
  expect(shipped.filter(([, { hasInstallScript }]) => hasInstallScript).map(([name]) => name)).toEqual([]);
});
