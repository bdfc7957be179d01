import { readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import * as prettier from 'prettier';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * A test that a committed file is what the code makes of it; `npm run docs` writes it instead.
 *
 * @param make the file's text from what it holds now, before formatting.
 */
export function itKeepsFresh(file: string, make: (present: string) => string): void {
  const path = resolve(ROOT, file);
  it(`${relative(ROOT, path)} is what "npm run docs" makes`, async () => {
    const writes = process.env['FAIRLEAD_WRITE_DOCS'] === '1';
    const present = readFileSync(path, { encoding: 'utf8', flag: writes ? 'a+' : 'r' });
    const options = await prettier.resolveConfig(path);
    const made = await prettier.format(make(present), { ...options, filepath: path });
    if (writes) writeFileSync(path, made);
    else expect(present).toBe(made);
  });
}
