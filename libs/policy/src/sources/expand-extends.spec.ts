import { compilePolicy } from '../compile-policy.js';
import type { Plan } from '../plan/index.js';
import { problemsOf } from '../testing/briefly.js';
import { sampleCatalog } from '../testing/sample-catalog.js';

const policy = (...routes: string[]): string => `version: 1
pools:
  base: { strategy: { type: latency, tolerance: 5% }, health: standard, targets: [alpha/a] }
  plain: { extends: base, strategy: least_conn }
  other: { extends: plain, targets: [beta/b] }
routes:
${routes.map((route) => `  - ${route}\n`).join('')}  - { name: rest, match: { model: r }, pool: base }
  - { name: more, match: any, tiers: [{ pool: plain }, { pool: other }] }
`;

function planOf(...routes: string[]): Plan {
  const { plan, problems } = compilePolicy(policy(...routes), 'policy.yaml', sampleCatalog);
  expect(problems).toEqual([]);
  return plan!;
}

describe('a pool that extends another', () => {
  it('takes what it does not say itself, a strategy whole', () => {
    const { pools } = planOf();
    const brief = (id: string): unknown[] => [
      pools.get(id)!.strategy.type,
      pools.get(id)!.targets.map((target) => target.id),
    ];
    expect(brief('base')).toEqual(['latency', ['alpha/a']]);
    expect(brief('plain')).toEqual(['least_conn', ['alpha/a']]);
    expect(brief('other')).toEqual(['least_conn', ['beta/b']]);
  });
});

describe('a route that extends another', () => {
  const base =
    '{ name: base, match: { model: b }, targets: [alpha/a], strategy: least_conn, timeouts: { total: 2m, idle: 5s }, critical: false, failover: { max_attempts: 5, rules: { any: { then: surface, alert: page } } } }';

  it('merges maps key by key; its name and match are its own', () => {
    const child =
      '{ name: child, extends: base, match: { model: c }, timeouts: { idle: 9s }, failover: { rules: { any: { then: next_tier } } } }';
    const route = planOf(base, child).routes[1]!;
    expect(route).toMatchObject({ name: 'child', critical: false, line: 8 });
    expect(route.match.models).toEqual(['c']);
    expect(route.timeouts).toMatchObject({ totalMs: 120_000, idleMs: 9_000 });
    expect(route.failover.maxAttempts).toBe(5);
    expect(route.failover.rules.get('any')).toEqual({ then: 'next_tier' });
    expect(route.tiers[0]?.pool).toMatchObject({ id: 'child/tier-1', strategy: { type: 'least_conn' } });
  });

  it.each<[string, string]>([
    ['targets: [beta/b]', 'child/tier-1 least_conn beta/b'],
    ['strategy: latency', 'child/tier-1 latency alpha/a'],
    ['pool: other', 'other least_conn beta/b'],
    ['tiers: [{ targets: [beta/b] }]', 'child/tier-1 weighted_round_robin beta/b'],
  ])('says who answers in another way: %s', (own, expected) => {
    const { tiers } = planOf(base, `{ name: child, extends: base, match: { model: c }, ${own} }`).routes[1]!;
    const { id, strategy, targets } = tiers[0]!.pool;
    expect(`${id} ${strategy.type} ${targets[0]!.id}`).toBe(expected);
  });

  it('may come first', () => {
    const child = '{ name: child, extends: base, match: { model: c } }';
    expect(planOf(child, base).routes[0]?.timeouts.totalMs).toBe(120_000);
  });
});

describe('what cannot be extended', () => {
  it.each<[string, string, string[]]>([
    ['a pool that is not there', 'p: { extends: bsae }', ['3:19 unknown-pool']],
    ['a pool by itself', 'p: { extends: p }', ['3:19 extends-cycle']],
    [
      'pools in a circle',
      'p: { extends: q, targets: [alpha/a] }, q: { extends: p }',
      ['3:19 extends-cycle', '3:58 extends-cycle'],
    ],
    ['a pool without targets', 'p: {}, q: { extends: p }', ['3:8 missing-key']],
    ['a list', 'p: { extends: [q], targets: [alpha/a] }', ['3:19 wrong-type']],
  ])('%s', (_what, pools, expected) => {
    const text = `version: 1\npools:\n  { ${pools} }\nroutes: [{ name: all, match: any, pool: p }]\n`;
    expect(problemsOf(text).filter((problem) => !problem.endsWith('?'))).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ['a route that is not there', '{ name: r, match: { model: r }, extends: all }', ['3:46 unknown-route']],
    ['a route by itself', '{ name: r, match: { model: r }, extends: r }', ['3:46 extends-cycle']],
    ['a match', '{ name: r, extends: rest }', ['3:5 missing-key']],
  ])('%s', (_what, route, expected) => {
    const rest = '{ name: rest, match: any, targets: [alpha/a] }';
    expect(problemsOf(`version: 1\nroutes:\n  - ${route}\n  - ${rest}\n`)).toEqual(expected);
  });
});
