import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PRICE_TABLE } from './price-table.js';

it('is the table that is installed', () => {
  const entry = fileURLToPath(import.meta.resolve(PRICE_TABLE.name));
  const manifest = readFileSync(entry.replace(/dist\/[^/]*$/, 'package.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject(PRICE_TABLE);
});
