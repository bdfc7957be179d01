import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { compilePolicy, renderEffective } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import { pagePolicies } from '../support/policy-corpus.js';

const PAGE = resolve(import.meta.dirname, '../../docs/policies.md');

describe('the page about writing policies', () => {
  const examples = pagePolicies('docs/policies.md');

  it('has an example for every step and every recipe', () => {
    expect(examples.length).toBeGreaterThan(13);
  });

  it('shows what the effective policy of its production example is', () => {
    const [, shown] = /policy effective policy\.yaml\n(.*?)```/s.exec(readFileSync(PAGE, 'utf8'))!;
    const [, text] = examples.find(([, policy]) => policy.includes('name: production'))!;
    const { sources } = compilePolicy(text, 'policy.yaml', { strategies: strategiesByName() });
    expect(renderEffective(sources!)).toContain(shown);
  });

  it.each(examples)('%s: the example has no problem', (_heading, text) => {
    const { plan, problems } = compilePolicy(text, 'policies.md', { strategies: strategiesByName() });
    expect(problems).toEqual([]);
    expect(plan?.routes.length).toBeGreaterThan(0);
  });
});
