import { compilePolicy } from './compile-policy.js';
import { problemsOf } from './testing/briefly.js';
import { sampleCatalog } from './testing/sample-catalog.js';

const policy = (budgets: string, route: string): string => `version: 1
budgets:
  ${budgets}
routes:
  - { name: cheap, match: { model: cheap }, targets: [beta/b] }
  - { name: all, match: any, targets: [alpha/a], ${route} }
`;

describe('budgets', () => {
  it('are filled in and found by the routes that name them', () => {
    const text = policy(
      `team: { limit_usd: 12.5, per: month, warn_at: 80%, on_exceeded: { use_route: cheap } }
  watched: { limit_usd: 0.000000001, per: hour, on_exceeded: log_only }
  pings: { limit_usd: 1, per: day, applies_to: probes }`,
      'budgets: [team, watched]',
    );
    const { plan, problems } = compilePolicy(text, 'policy.yaml', sampleCatalog);
    expect(problems).toEqual([]);
    const base = { appliesTo: 'requests', onExceeded: { action: 'reject' } };
    const team = {
      ...base,
      name: 'team',
      limitNanoUsd: 12_500_000_000,
      per: 'month',
      warnAt: 0.8,
      onExceeded: { action: 'use_route', route: 'cheap' },
      line: 3,
    };
    const watched = {
      ...base,
      name: 'watched',
      limitNanoUsd: 1,
      per: 'hour',
      onExceeded: { action: 'log_only' },
      line: 4,
    };
    expect(plan?.routes[1]?.budgets).toEqual([team, watched]);
    expect([...plan!.budgets.keys()]).toEqual(['team', 'watched', 'pings']);
  });

  it.each<[string, string, string[]]>([
    ['{}', 'critical: true', []],
    ['a: { limit_usd: 5 }', 'budgets: [a]', ['3:6 missing-key']],
    ['a: { limit_usd: -1, per: day }', 'critical: true', ['3:19 invalid-value']],
    ['a: { limit_usd: $5, per: day }', 'critical: true', ['3:19 wrong-type']],
    ['a: { limit_usd: 5, per: year }', 'critical: true', ['3:27 invalid-value']],
    ['a: { limit_usd: 5, per: day }', 'budgets: [b]', ['3:3 unused-budget?', '6:60 unknown-budget']],
    ['a: { limit_usd: 5, per: day }', 'budgets: [a, a]', ['6:63 duplicate-name']],
    ['a: { limit_usd: 5, per: day, applies_to: probes }', 'budgets: [a]', ['6:60 budget-purpose']],
    ['a: { limit_usd: 5, per: day, applies_to: shadow }', 'critical: true', ['3:3 unused-budget?']],
    ['a: { limit_usd: 5, per: day, on_exceeded: stop }', 'budgets: [a]', ['3:45 invalid-value']],
    [
      'a: { limit_usd: 5, per: day, on_exceeded: { use_route: chaep } }',
      'budgets: [a]',
      ['3:58 unknown-route'],
    ],
    ['a: { limit_usd: 5, per: day, on_exceeded: { use_route: all } }', 'budgets: [a]', ['3:58 budget-cycle']],
    [
      'a: { limit_usd: 5, per: day, applies_to: hedges, on_exceeded: { use_route: all } }',
      'critical: true',
      ['3:78 misplaced-key'],
    ],
  ])('%s with %s', (budgets, route, expected) => {
    expect(problemsOf(policy(budgets, route))).toEqual(expected);
  });

  it('that send requests round through several routes are told so, those that lead to an end are not', () => {
    const to = (name: string): string => `{ limit_usd: 1, per: day, on_exceeded: { use_route: ${name} } }`;
    const text = (last: string): string => `version: 1
budgets:
  a: ${to('s')}
  b: ${to(last)}
routes:
  - { name: r, match: { model: r }, targets: [alpha/a], budgets: [a] }
  - { name: s, match: { model: s }, targets: [alpha/a], budgets: [b] }
  - { name: t, match: any, targets: [alpha/a] }
`;
    expect(problemsOf(text('r'))).toEqual(['3:58 budget-cycle', '4:58 budget-cycle']);
    expect(problemsOf(text('t'))).toEqual([]);
  });
});
