import { readFileSync } from 'node:fs';
import { FAULT_CLASSES } from '@fairlead/plugin-sdk';
import { compilePolicy } from './compile-policy.js';
import { PROBLEM_CODES } from './problem-codes.js';
import { sampleCatalog } from './testing/sample-catalog.js';

const page = readFileSync(new URL('../../../docs/policy.md', import.meta.url), 'utf8');
const providers = ['openai', 'deepseek', 'holysheep'];

/** Cells of a table's rows, below the heading that comes before it. */
function tableBelow(heading: string): string[][] {
  const section = page.split(`## ${heading}\n`)[1]!.split('\n## ')[0]!;
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) =>
    row
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
}

describe('the page about the policy language', () => {
  it('explains every problem code in the words of the table', () => {
    const explained = tableBelow('Problem codes').map(([code, meaning]) => [
      code?.replaceAll('`', ''),
      meaning,
    ]);
    expect(explained).toEqual(Object.entries(PROBLEM_CODES));
  });

  it('lists every error class', () => {
    const missing = FAULT_CLASSES.filter((errorClass) => !page.includes(`\`${errorClass}\``));
    expect(missing).toEqual([]);
  });

  const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text!);

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(1);
  });

  it.each(examples)('has an example without a problem: %s', (text) => {
    expect(compilePolicy(text, 'docs/policy.md', { ...sampleCatalog, providers }).problems).toEqual([]);
  });
});
