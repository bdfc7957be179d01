import { compilePolicy } from './compile-policy.js';
import { PROBLEM_CODES, type ProblemCode } from './problem-codes.js';
import { sampleCatalog } from './testing/sample-catalog.js';

const all = 'version: 1\nroutes: [{ name: all, match: any, targets: [alpha/a] }]\n';
const route = (rest: string): string => `version: 1\nroutes: [{ name: all, match: any, ${rest} }]\n`;

const budget = (then: string): string => `{ limit_usd: 1, per: day, on_exceeded: ${then} }`;

/** For every code the shortest policy that earns it: what the table explains can happen, and nothing else does. */
const EXAMPLES: Readonly<Record<ProblemCode, string>> = {
  'alias-cycle': `${all}aliases: { a: a }`,
  'budget-cycle': `budgets: { b: ${budget('{ use_route: all }')} }\n${route('targets: [alpha/a], budgets: [b]')}`,
  'budget-purpose': `budgets: { b: { limit_usd: 1, per: day, applies_to: probes } }
${route('targets: [alpha/a], budgets: [b]')}`,
  'canary-shares': route(
    'targets: [alpha/a], canary: [{ name: c, share: 99%, replace: { alpha/a: beta/b } }, { name: d, share: 2%, replace: { alpha/a: beta/b } }]',
  ),
  'conflicting-keys': route('targets: [alpha/a], pool: p'),
  'duplicate-key': `${all}version: 1`,
  'duplicate-name': route('targets: [alpha/a] }, { name: all, match: any, targets: [alpha/a]'),
  'duplicate-target': route('targets: [alpha/a, alpha/a]'),
  'empty-file': '# soon',
  'extends-cycle': `${all}pools: { a: { extends: a } }`,
  'import-cycle': `${all}imports: [policy.yaml]`,
  'import-unreadable': `${all}imports: [missing.yaml]`,
  'expression-function': route(
    'targets: [alpha/a] }, { name: b, match: { when: \'request.model.matches("a")\' }, targets: [alpha/a]',
  ),
  'expression-size': route(
    `targets: [alpha/a] }, { name: b, match: { when: '${'request.stream || '.repeat(100)}true' }, targets: [alpha/a]`,
  ),
  'expression-syntax': route(
    "targets: [alpha/a] }, { name: b, match: { when: 'request.' }, targets: [alpha/a]",
  ),
  'expression-type': route(
    "targets: [alpha/a] }, { name: b, match: { when: 'request.modle' }, targets: [alpha/a]",
  ),
  'impossible-requirement': route('targets: [alpha/a], require: { regions: [eu] }'),
  'inert-setting': route('targets: [alpha/a], hedge: {}'),
  'invalid-duration': route('targets: [alpha/a], timeouts: { total: soon }'),
  'invalid-key': `${all}? [a]\n: b`,
  'invalid-percent': `${all}health_profiles: { a: { ejection: { jitter: some } } }`,
  'invalid-size': route('targets: [alpha/a], failover: { max_replay_bytes: 8MB }'),
  'invalid-target': route('targets: [alpha]'),
  'invalid-value': route('targets: [{ target: alpha/a, weight: -1 }]'),
  'merge-key': `${all}<<: {}`,
  'misplaced-key': route('tiers: [{ targets: [alpha/a] }], strategy: latency'),
  'missing-key': 'version: 1',
  'no-catch-all': 'version: 1\nroutes: [{ name: a, match: { model: a }, targets: [alpha/a] }]',
  'no-open-tier': route('tiers: [{ targets: [alpha/a], only_via_rule: true }]'),
  'profile-cycle': `${all}health_profiles: { a: { extends: a } }`,
  'too-many-aliases': `${all}x: [&a a${', *a'.repeat(51)}]`,
  'unit-missing': route('targets: [alpha/a], timeouts: { total: 30 }'),
  'unknown-anchor': route('targets: *a'),
  'unknown-budget': route('targets: [alpha/a], budgets: [b]'),
  'unknown-class': route('targets: [alpha/a], failover: { rules: { overlaoded: surface } }'),
  'unknown-key': route('targets: [alpha/a], hegde: true'),
  'unknown-pool': route('pool: p'),
  'unknown-price': route('targets: [alpha/a], strategy: cheapest'),
  'unknown-profile': route('targets: [alpha/a], health: a'),
  'unknown-provider': route('targets: [delta/a]'),
  'unknown-route': `budgets: { b: ${budget('{ use_route: b }')} }\n${route('targets: [alpha/a], budgets: [b]')}`,
  'unknown-strategy': route('targets: [alpha/a], strategy: luck'),
  'unknown-target': route(
    'targets: [alpha/a], canary: [{ name: c, share: 9%, replace: { beta/b: beta/c } }]',
  ),
  'unknown-tier': route('targets: [alpha/a], failover: { rules: { any: { to: b } } }'),
  'unreachable-route': route('targets: [alpha/a] }, { name: b, match: any, targets: [alpha/a]'),
  'unreachable-tier': route('tiers: [{ targets: [alpha/a, beta/b] }, { targets: [beta/b] }]'),
  'unsupported-value': route('targets: [alpha/a], failover: { on_stream_break: restart }'),
  'unsupported-version': 'version: 2',
  'unused-budget': `${all}budgets: { b: ${budget('reject')} }`,
  'unused-pool': `${all}pools: { p: { targets: [alpha/a] } }`,
  'unused-route': route('targets: [alpha/a] }, { name: b, match: never, targets: [alpha/a]'),
  'unused-tier': route('tiers: [{ targets: [alpha/a] }, { targets: [beta/b], only_via_rule: true }]'),
  'wrong-type': '- a',
  'yaml-syntax': 'a: [',
};

describe('every code of the table', () => {
  it.each(Object.entries(EXAMPLES))('%s can happen', (code, text) => {
    const { problems } = compilePolicy(text, 'policy.yaml', {
      ...sampleCatalog,
      traits: () => ({ tags: [] }),
    });
    const found = problems.filter((problem) => problem.code === code);
    expect(found.length).toBeGreaterThan(0);
    const explained = PROBLEM_CODES[code as ProblemCode];
    for (const { severity } of found) expect(severity === 'warning').toBe(explained.startsWith('Warning: '));
    for (const problem of problems) expect(Object.keys(PROBLEM_CODES)).toContain(problem.code);
  });
});
