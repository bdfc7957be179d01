import { readFileSync } from 'node:fs';
import { CONFIG_PROBLEM_CODES } from './problem-codes.js';

/** The rows of the table that begins with `| code`. */
function documentedCodes(): Record<string, string> {
  const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z-]+)`\s*\| (.*?)\s*\|$/gm)];
  return Object.fromEntries(
    rows.filter(([, code]) => code! in CONFIG_PROBLEM_CODES).map(([, code, text]) => [code, text]),
  );
}

it('docs/configuration.md lists every code with its meaning', () => {
  expect(documentedCodes()).toEqual(CONFIG_PROBLEM_CODES);
});
