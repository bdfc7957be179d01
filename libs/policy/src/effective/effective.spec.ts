import { compilePolicy } from '../compile-policy.js';
import { comparablePlan } from '../testing/comparable-plan.js';
import { sampleCatalog } from '../testing/sample-catalog.js';
import type { PolicySources } from './policy-sources.js';
import { renderEffective } from './render-effective.js';
import type { Source } from './sourced.js';

const POLICY = `version: 1
aliases: { a: b, b: chat }
defaults:
  timeouts: { total: 2m }
  failover: { rules: { rate_limited: surface, overloaded: next_tier } }
  strategy: { type: latency, tolerance: 5% }
health_profiles:
  eager: { passive: { consecutive_failures: 2, window: 30s } }
  eager-too: { extends: eager, passive: { window: 10s } }
pools:
  main: { targets: [alpha/a, { target: beta/b, weight: 3 }], health: eager-too }
routes:
  - name: long
    match: { model: long, labels: { team: [core] } }
    tiers:
      - { pool: main, name: first }
      - { targets: [gamma/c], strategy: least_conn, only_via_rule: true }
    failover:
      max_attempts: 5
      rules: { rate_limited: { wait_up_to: 1s }, context_length: { to: tier-2 } }
  - name: rest
    match: any
    targets: [alpha/a]
    timeouts: { idle: 5s }
`;

function sourcesOf(text: string): PolicySources {
  return compilePolicy(text, 'policy.yaml', sampleCatalog).sources!;
}

const route = (rest: string): string => `version: 1\nroutes: [{ name: all, match: any, ${rest} }]\n`;

describe('the effective policy', () => {
  it.each<[string, string]>([
    ['everything at once', POLICY],
    ['the least there is', route('targets: [alpha/a]')],
    ['a refusal', route('reject: { message: closed }')],
    ['panic by another word', `${route('targets: [alpha/a]')}defaults: { panic: { available_below: 0 } }`],
    [
      'panic again',
      `${route('targets: [alpha/a], panic: { mode: best_effort }')}defaults: { panic: { available_below: 0 } }`,
    ],
    ['affinity by default', `${route('targets: [alpha/a]')}defaults: { affinity: {}, hedge: { after: 1s } }`],
    [
      'affinity off here',
      `${route('targets: [alpha/a], affinity: false')}defaults: { affinity: { ttl: 1m } }`,
    ],
    [
      'affinity of both',
      `${route('targets: [alpha/a], affinity: { ttl: 2m }')}defaults: { affinity: { mode: require } }`,
    ],
    [
      'a canary that replaces',
      route(
        'targets: [{ target: alpha/a, weight: 9 }], canary: [{ name: c, share: 5%, replace: { alpha/a: { target: beta/b } }, abort_if: { failure_rate_delta: 2% } }]',
      ),
    ],
    [
      'a canary with a pool',
      `${route('targets: [alpha/a], canary: [{ name: c, share: 5%, pool: p }]')}pools: { p: { targets: [beta/b] } }`,
    ],
    [
      'pools and routes that extend',
      'version: 1\npools: { a: { targets: [alpha/a], strategy: latency }, b: { extends: a, targets: [beta/b] } }\nroutes: [{ name: x, match: { model: x }, pool: a, timeouts: { total: 5s } }, { name: y, extends: x, match: any, pool: b, timeouts: { idle: 2s } }]',
    ],
    ['a shadow', route('targets: [alpha/a], shadow: [{ target: beta/b, sample: 1%, unless: tools }]')],
    [
      'budgets',
      `${route('targets: [alpha/a], budgets: [b], queue: {}, on_no_target: {}')}budgets: { b: { limit_usd: 5, per: day } }`,
    ],
    [
      'a profile that changes the built-in one',
      `${route('targets: [alpha/a]')}health_profiles: { standard: { enforce_single: true } }`,
    ],
    [
      'texts that need quotes',
      'version: 1\nname: "no: # 1"\nroutes: [{ name: "1", match: { model: "*", headers: { x: "true" } }, targets: [alpha/a] }]',
    ],
  ])('makes the same plan of %s, and is its own effective policy', (_what, policy) => {
    const plan = comparablePlan(compilePolicy(policy, 'policy.yaml', sampleCatalog).plan!);
    const text = renderEffective(sourcesOf(policy));
    const again = compilePolicy(text, 'effective.yaml', sampleCatalog);
    expect(again.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(comparablePlan(again.plan!)).toEqual(plan);
    const values = (rendered: string): string => rendered.replaceAll(/ *# .*$/gm, '');
    expect(values(renderEffective(again.sources!))).toBe(values(text));
  });

  it('says behind every value where it comes from', () => {
    const lines = renderEffective(sourcesOf(POLICY)).split('\n');
    const values = lines.filter((line) => line !== '' && !/^[\s-]*[^\s#]+:$/.test(line));
    for (const line of values) expect(line).toMatch(/ # (?:policy\.yaml:\d+|built-in)$/);
    expect(values.length).toBeGreaterThan(80);
  });
});

it('names the file that a value was imported from', () => {
  const shared = 'version: 1\npools: { main: { targets: [{ target: alpha/a, weight: 5 }] } }';
  const text = 'version: 1\nimports: [shared.yaml]\nroutes: [{ name: all, match: any, pool: main }]';
  const { sources } = compilePolicy(text, 'policy.yaml', sampleCatalog, () => shared);
  expect(sources?.at(['pools', 'main', 'targets', 'alpha/a', 'weight'])).toMatchObject({
    value: 5,
    source: { file: 'shared.yaml', line: 2 },
  });
  expect(renderEffective(sources!)).not.toContain('imports');
});

describe('where a value comes from', () => {
  const sources = sourcesOf(POLICY);
  const lines = POLICY.split('\n');
  /** `line: what stands there`, or `built-in`. */
  const seen = (source: Source | undefined): string | undefined =>
    typeof source === 'object'
      ? `${source.line}: ${/^[^\s,}\]]*/.exec(lines[source.line - 1]!.slice(source.column - 1))![0]}`
      : source;

  it.each<[string, string, string | undefined]>([
    ['rest', 'timeouts.idle', '24: 5s'],
    ['rest', 'timeouts.total', '4: 2m'],
    ['rest', 'timeouts.connect', 'built-in'],
    ['rest', 'timeouts.nothing', undefined],
    ['nobody', 'timeouts.idle', undefined],
    ['long', 'failover.max_attempts', '19: 5'],
    ['long', 'failover.rules.rate_limited.wait_up_to', '20: 1s'],
    ['long', 'failover.rules.rate_limited.then', 'built-in'],
    ['long', 'failover.rules.overloaded.then', '5: next_tier'],
    ['long', 'tiers.first.only_via_rule', 'built-in'],
    ['long', 'tiers.tier-2.strategy.type', '17: least_conn'],
    ['long', 'tiers.1.targets.gamma/c.weight', 'built-in'],
    ['long', 'health', 'built-in'],
    ['rest', 'tiers.tier-1.strategy.tolerance', '6: 5%'],
  ])('%s, %s', (route, path, source) => {
    expect(seen(sources.sourceOf(route, path))).toBe(source);
  });

  it.each<[readonly string[], unknown, string]>([
    [['aliases', 'a'], 'chat', '2: b'],
    [['pools', 'main', 'targets', 'beta/b', 'weight'], 3, '11: 3'],
    [['pools', 'main', 'strategy', 'forget_after'], '5m', 'built-in'],
    [['health_profiles', 'eager-too', 'passive', 'consecutive_failures'], 2, '8: 2'],
    [['health_profiles', 'eager-too', 'passive', 'window'], '10s', '9: 10s'],
    [['health_profiles', 'eager-too', 'passive', 'failure_rate'], '50%', 'built-in'],
    [['defaults', 'panic', 'mode'], 'best_effort', 'built-in'],
  ])('%j', (path, value, source) => {
    const found = sources.at(path)!;
    expect(found).toHaveProperty('value', value);
    expect(seen(found.source)).toBe(source);
  });
});
