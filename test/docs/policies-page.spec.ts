import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { compilePolicy } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { builtInSchemas } from './built-in-schemas.js';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/policies.md'), 'utf8');
const examples = [...page.matchAll(/^#+ (?<heading>[^\n]*)$|```yaml\n(?<text>.*?)```/gms)];
const { policy } = await builtInSchemas();
const fits = new Ajv2020({ allowUnionTypes: true }).compile(policy);

describe('the page about writing policies', () => {
  let heading = '';
  const titled = examples.flatMap(({ groups }): [string, string][] => {
    heading = groups!['heading'] ?? heading;
    return groups!['text'] === undefined ? [] : [[heading, groups!['text']]];
  });

  it('has an example for every step and every recipe', () => {
    expect(titled.length).toBeGreaterThan(13);
  });

  it.each(titled)('%s: the example has no problem', (_heading, text) => {
    const { plan, problems } = compilePolicy(text, 'policies.md', { strategies: strategiesByName() });
    expect(problems).toEqual([]);
    expect(plan?.routes.length).toBeGreaterThan(0);
    expect(fits(parse(text))).toBe(true);
  });
});
