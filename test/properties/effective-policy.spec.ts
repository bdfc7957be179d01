import { compilePolicy, renderEffective, type Plan, type PolicyCatalog } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import { pagePolicies, samplePolicies, shippedPolicies } from '../support/policy-corpus.js';

const catalog: PolicyCatalog = { strategies: strategiesByName() };

/** Everything in a plan but where it was written. */
function contents(plan: Plan): unknown {
  const comparable = (key: string, value: unknown): unknown => {
    if (key === 'line' || key === 'version') return undefined;
    return value instanceof Map ? [...value] : value;
  };
  return JSON.parse(JSON.stringify(plan, comparable));
}

describe('the effective text of a policy', () => {
  const policies = [...shippedPolicies(), ...pagePolicies('docs/policies.md'), ...samplePolicies()];

  it.each(policies)('%s: makes the same plan, with nothing left to fill in', (_name, text) => {
    const { plan, sources } = compilePolicy(text, 'policy.yaml', catalog);
    const effective = renderEffective(sources!);
    const again = compilePolicy(effective, 'effective.yaml', catalog);
    expect(again.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(contents(again.plan!)).toEqual(contents(plan!));
    expect(renderEffective(again.sources!)).not.toContain('# built-in');
  });
});
