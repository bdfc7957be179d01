import { compilePolicy } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import { pagePolicies } from '../support/policy-corpus.js';

describe('the page about writing policies', () => {
  const examples = pagePolicies('docs/policies.md');

  it('has an example for every step and every recipe', () => {
    expect(examples.length).toBeGreaterThan(13);
  });

  it.each(examples)('%s: the example has no problem', (_heading, text) => {
    const { plan, problems } = compilePolicy(text, 'policies.md', { strategies: strategiesByName() });
    expect(problems).toEqual([]);
    expect(plan?.routes.length).toBeGreaterThan(0);
  });
});
