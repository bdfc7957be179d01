import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as prettier from 'prettier';
import { withTables } from './dialects-page.js';

const path = resolve(import.meta.dirname, '../../docs/dialects.md');

it('shows how every field fares in every dialect, as the code has it', async () => {
  const page = readFileSync(path, 'utf8');
  const options = await prettier.resolveConfig(path);
  const made = await prettier.format(withTables(page), { ...options, filepath: path });
  if (process.env['FAIRLEAD_WRITE_DOCS'] === '1') writeFileSync(path, made);
  else expect(page).toBe(made);
});
