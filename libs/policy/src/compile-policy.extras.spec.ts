import { compilePolicy } from './compile-policy.js';
import type { Plan, RoutePlan } from './plan/index.js';
import { problemsOf } from './testing/briefly.js';
import { sampleCatalog } from './testing/sample-catalog.js';

const policy = (rest: string, defaults = '{}'): string => `version: 1
defaults: ${defaults}
budgets: { copies: { limit_usd: 1, per: day, applies_to: shadow }, second: { limit_usd: 1, per: day, applies_to: hedges } }
pools: { two: { targets: [{ target: alpha/a, weight: 3 }, beta/b] }, new: { targets: [gamma/c] } }
routes:
  - { name: named, match: { model: named }, tiers: [{ pool: two }, { pool: new }] }
  - { name: all, match: any, ${rest} }
`;

function planOf(rest: string, defaults?: string): Plan {
  const { plan, problems } = compilePolicy(policy(rest, defaults), 'policy.yaml', sampleCatalog);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return plan!;
}

const routeOf = (rest: string, defaults?: string): RoutePlan => planOf(rest, defaults).routes[1]!;

/** The errors on the line of the route. */
const errorsOf = (rest: string, defaults?: string): string[] =>
  problemsOf(policy(rest, defaults)).filter((problem) => !problem.endsWith('?'));

describe('affinity', () => {
  const standard = {
    mode: 'prefer',
    key: { kind: 'conversation' },
    minPromptTokens: 1024,
    ttlMs: 300_000,
    maxOverload: 1.25,
  };

  it.each<[string, string, object | undefined]>([
    ['pool: two', '{}', undefined],
    ['pool: two, affinity: {}', '{}', standard],
    ['pool: two', '{ affinity: { ttl: 10m } }', { ...standard, ttlMs: 600_000 }],
    [
      'pool: two, affinity: { key: "label:team" }',
      '{}',
      { ...standard, key: { kind: 'label', name: 'team' } },
    ],
    [
      'pool: two, affinity: { key: "header:X-App" }',
      '{}',
      { ...standard, key: { kind: 'header', name: 'x-app' } },
    ],
    [
      'pool: two, affinity: { key: tenant, mode: require, max_overload: 1 }',
      '{ affinity: { key: "label:team", min_prompt_tokens: 1, ttl: 1m } }',
      { mode: 'require', key: { kind: 'tenant' }, minPromptTokens: 1, ttlMs: 60_000, maxOverload: 1 },
    ],
    ['pool: two, affinity: false', '{ affinity: {} }', undefined],
    ['reject: { message: no }', '{ affinity: {}, hedge: {} }', undefined],
  ])('%s with the defaults %s', (rest, defaults, expected) => {
    expect(routeOf(rest, defaults).affinity).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['{ key: request }', ['7:58 invalid-value']],
    ['{ key: "header:" }', ['7:58 invalid-value']],
    ['{ max_overload: 0.5 }', ['7:67 invalid-value']],
    ['{ mode: sticky }', ['7:59 invalid-value']],
    ['true', ['7:51 wrong-type']],
  ])('%s', (affinity, expected) => {
    expect(errorsOf(`pool: two, affinity: ${affinity}`)).toEqual(expected);
  });
});

describe('hedge', () => {
  const standard = { after: 'p95', minDelayMs: 0, maxExtra: 0.02 };

  it.each<[string, string, object | undefined]>([
    ['pool: two', '{}', undefined],
    ['pool: two, hedge: false', '{ hedge: { after: p90 } }', undefined],
    ['pool: two, hedge: {}', '{}', standard],
    ['pool: two', '{ hedge: { after: 2s } }', { ...standard, after: 2_000 }],
    [
      'pool: two, hedge: { min_delay: 1s, max_extra: 5%, max_cost_usd: 0.05 }',
      '{ hedge: { after: p99 } }',
      { after: 'p99', minDelayMs: 1_000, maxExtra: 0.05, maxCostNanoUsd: 50_000_000 },
    ],
  ])('%s with the defaults %s', (rest, defaults, expected) => {
    expect(routeOf(rest, defaults).hedge).toEqual(expected);
  });

  it('is charged to the budgets for hedges without naming them', () => {
    const charged = (rest: string): string[] => routeOf(rest).budgets.map(({ name }) => name);
    expect(charged('pool: two, hedge: {}')).toEqual(['second']);
    expect(charged('pool: two')).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['{ after: p50 }', ['7:57 invalid-duration']],
    ['{ max_extra: 0.02 }', ['7:61 unit-missing']],
    ['true', ['7:48 wrong-type']],
  ])('%s', (hedge, expected) => {
    expect(errorsOf(`pool: two, hedge: ${hedge}`)).toEqual(expected);
  });
});

describe('canary', () => {
  /** Tiers of the first canary: pool and targets with their weights. */
  const changed = (rest: string): string[] =>
    routeOf(rest).canaries[0]!.tiers.map(
      ({ name, pool }) =>
        `${name} ${pool.id}: ${pool.targets.map(({ id, weight }) => `${id}×${weight}`).join(' ')}`,
    );

  it.each<[string, string[]]>([
    [
      'pool: two, canary: [{ name: c, share: 5%, pool: two, replace: { alpha/a: gamma/d } }]',
      ['tier-1 two~c: gamma/d×3 beta/b×1'],
    ],
    [
      'tiers: [{ pool: new }, { pool: two }], canary: [{ name: c, share: 5%, replace: { alpha/a: { target: alpha/d, weight: 1 } } }]',
      ['tier-1 new: gamma/c×1', 'tier-2 two~c: alpha/d×1 beta/b×1'],
    ],
    [
      'tiers: [{ name: first, pool: two }, { pool: two }], canary: [{ name: c, share: 5%, pool: new }]',
      ['first new: gamma/c×1', 'tier-2 two: alpha/a×3 beta/b×1'],
    ],
    [
      'targets: [alpha/a], canary: [{ name: c, share: 5%, replace: { alpha/a: beta/b } }]',
      ['tier-1 all/tier-1~c: beta/b×1'],
    ],
  ])('%s', (rest, expected) => {
    expect(changed(rest)).toEqual(expected);
    const { plan } = compilePolicy(policy(rest), 'policy.yaml', sampleCatalog);
    for (const { pool } of plan!.routes[1]!.canaries[0]!.tiers) expect(plan!.pools.get(pool.id)).toBe(pool);
  });

  it('has defaults', () => {
    const rest =
      'pool: two, canary: [{ name: c, share: 0.01%, pool: new, abort_if: { failure_rate_delta: 2% } }]';
    expect(routeOf(rest).canaries[0]).toMatchObject({
      name: 'c',
      share: 0.0001,
      key: { kind: 'tenant' },
      abortIf: { failureRateDelta: 0.02, minRequests: 200, overMs: 900_000 },
      line: 7,
    });
  });

  it('keeps the limits of what it replaces, and of another provider nothing else', () => {
    const target = '{ target: alpha/a, limits: { concurrency: 7 }, prefill: x }';
    const rest = `targets: [${target}], canary: [{ name: c, share: 1%, replace: { alpha/a: alpha/d } }]`;
    const [replaced] = routeOf(rest).canaries[0]!.tiers[0]!.pool.targets;
    expect(replaced).toEqual({
      id: 'alpha/d',
      provider: 'alpha',
      model: 'd',
      weight: 1,
      concurrency: 7,
      position: 0,
    });
  });

  it.each<[string, string[]]>([
    ['{ name: c, share: 5% }', ['7:50 missing-key']],
    ['{ share: 5%, pool: new }', ['7:50 missing-key']],
    ['{ name: c, pool: new }', ['7:50 missing-key']],
    ['{ name: c, share: 0.001%, pool: new }', ['7:68 invalid-value']],
    ['{ name: c, share: 5%, pool: old }', ['7:78 unknown-pool']],
    ['{ name: c, share: 5%, pool: new, replace: { gamma/c: alpha/a } }', ['7:78 unknown-pool']],
    ['{ name: c, share: 5%, replace: { alpha/x: gamma/d } }', ['7:83 unknown-target']],
    ['{ name: c, share: 5%, replace: { alpha/a: delta/d } }', ['7:92 unknown-provider']],
    ['{ name: c, share: 5%, replace: { alpha/a: beta/b } }', ['7:92 duplicate-target']],
    ['{ name: c, share: 60%, pool: new }, { name: d, share: 41%, pool: new }', ['7:104 canary-shares']],
    ['{ name: c, share: 6%, pool: new }, { name: c, share: 4%, pool: new }', ['7:93 duplicate-name']],
    ['{ name: c, share: 6%, pool: new, abort_if: { over: 5m } }', ['7:93 missing-key']],
    ['{ name: c, share: 6%, pool: new, abort_if: { first_token_p95_ratio: 0.9 } }', ['7:118 invalid-value']],
    ['{ name: c, share: 6%, pool: new, key: team }', ['7:88 invalid-value']],
  ])('%s', (canary, expected) => {
    expect(errorsOf(`pool: two, canary: [${canary}]`)).toEqual(expected);
  });
});

describe('shadow', () => {
  it('is a pool of one, or a named one', () => {
    const plan = planOf(
      'pool: two, shadow: [{ target: gamma/d, sample: 1%, budget: copies, unless: tools }, { pool: new, sample: 100%, max_concurrency: 9 }]',
    );
    const [lone, named] = plan.routes[1]!.shadows;
    expect(lone).toMatchObject({
      pool: { id: 'all/shadow-1', targets: [{ id: 'gamma/d' }] },
      sample: 0.01,
      maxConcurrency: 4,
      budget: { name: 'copies' },
      unless: ['tools'],
      line: 7,
    });
    expect(named).toMatchObject({ pool: { id: 'new' }, sample: 1, maxConcurrency: 9, unless: [] });
    expect(plan.pools.get('all/shadow-1')).toBe(lone?.pool);
  });

  it.each<[string, string[]]>([
    ['{ target: gamma/d }', ['7:50 missing-key']],
    ['{ sample: 1% }', ['7:50 missing-key']],
    ['{ sample: 1%, target: gamma/d, pool: new }', ['7:81 conflicting-keys']],
    ['{ sample: 1%, target: delta/d }', ['7:72 unknown-provider']],
    ['{ sample: 1%, pool: nwe }', ['7:70 unknown-pool']],
    ['{ sample: 1%, pool: new, budget: second }', ['7:83 budget-purpose']],
    ['{ sample: 1%, pool: new, budget: copy }', ['7:83 unknown-budget']],
    ['{ sample: 1%, pool: new, unless: [audio] }', ['7:84 invalid-value']],
  ])('%s', (shadow, expected) => {
    expect(errorsOf(`pool: two, shadow: [${shadow}]`)).toEqual(expected);
  });
});
