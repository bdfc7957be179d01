import { ENDPOINTS } from '@fairlead/plugin-sdk';
import { problemsOf } from './testing/briefly.js';

const all = '{ name: all, match: any, targets: [alpha/a] }';

const allButChat = ENDPOINTS.filter((endpoint) => endpoint !== 'chat').join(', ');

describe('a route', () => {
  it.each<[string, string[]]>([
    ['{ name: r, match: { model: m }, targets: [alpha/a] }', []],
    ['{ name: r, match: { model: m }, targets: [alpha/a], strategy: least_conn, health: standard }', []],
    ['{ match: { model: m }, targets: [alpha/a] }', ['3:5 missing-key']],
    ['{ name: r, targets: [alpha/a] }', ['3:5 missing-key']],
    ['{ name: r, match: { model: m } }', ['3:5 missing-key']],
    ['{ name: r 1, match: { model: m }, targets: [alpha/a] }', ['3:13 invalid-value']],
    ['{ name: r, match: { model: m }, targets: [alpha/a], pool: p }', ['3:57 conflicting-keys']],
    ['{ name: r, match: { model: m }, pool: p }', ['3:43 unknown-pool']],
    [
      '{ name: r, match: { model: m }, tiers: [{ targets: [alpha/a] }], strategy: latency }',
      ['3:70 misplaced-key'],
    ],
    ['{ name: r, match: { model: m }, targets: [alpha/a], hegde: {} }', ['3:57 unknown-key']],
    ['{ name: r, match: { model: m }, targets: [alpha/a], baseline: delta/a }', ['3:67 unknown-provider']],
    ['{ name: r, match: { model: m }, targets: [alpha/a], critical: maybe }', ['3:67 wrong-type']],
    ['{ name: all, match: { model: m }, targets: [alpha/a] }', ['4:13 duplicate-name']],
    ['just-a-word', ['3:5 wrong-type']],
  ])('%s', (route, expected) => {
    expect(problemsOf(`version: 1\nroutes:\n  - ${route}\n  - ${all}\n`)).toEqual(expected);
  });
});

describe('a match', () => {
  it.each<[string, string[]]>([
    ["{ model: ['gpt-*', m], endpoint: [chat], headers: { X-App: a }, labels: { team: [a, b] } }", []],
    ['never', ['3:13 unused-route?']],
    ['all', ['3:23 invalid-value']],
    ['{}', ['3:23 invalid-value']],
    ['{ models: m }', ['3:25 unknown-key']],
    ["{ when: 'request.stream' }", []],
    ["{ when: 'request.stram' }", ['3:40 expression-type']],
    ["{ when: 'request.model' }", ['3:32 expression-type']],
    ['{ endpoint: images }', ['3:35 invalid-value']],
    ['{ model: [] }', ['3:32 invalid-value']],
    ['{ labels: { team: 7 } }', ['3:41 wrong-type']],
    ['[m]', ['3:23 wrong-type']],
  ])('%s', (match, expected) => {
    const route = `{ name: r, match: ${match}, targets: [alpha/a] }`;
    expect(problemsOf(`version: 1\nroutes:\n  - ${route}\n  - ${all}\n`)).toEqual(expected);
  });
});

describe('tiers and the rules that lead to them', () => {
  const route = (tiers: string, rules: string): string => `version: 1
routes:
  - name: all
    match: any
    tiers: [${tiers}]
    failover: { rules: ${rules} }
`;

  it.each<[string, string, string[]]>([
    [
      '{ targets: [alpha/a] }, { name: long, targets: [beta/b], only_via_rule: true }',
      '{ context_length: { to: long } }',
      [],
    ],
    ['{ targets: [alpha/a] }, { targets: [beta/b] }', '{ overloaded: { to: tier-2 } }', []],
    [
      '{ targets: [alpha/a] }, { name: long, targets: [beta/b], only_via_rule: true }',
      '{ any: next_tier }',
      ['5:37 unused-tier?'],
    ],
    ['{ targets: [alpha/a] }', '{ any: { to: lang } }', ['6:37 unknown-tier']],
    ['{ targets: [alpha/a] }', '{ any: { to: tier-1, then: surface } }', ['6:37 conflicting-keys']],
    ['{ targets: [alpha/a] }', '{ any: { to: tier-1, then: next_tier } }', []],
    ['{ targets: [alpha/a], only_via_rule: true }', '{ any: { to: tier-1 } }', ['5:13 no-open-tier']],
    [
      '{ name: a, targets: [alpha/a] }, { name: a, targets: [beta/b] }',
      '{ any: surface }',
      ['5:54 duplicate-name'],
    ],
    ['{ name: a, targets: [alpha/a] }, { name: b }', '{ any: surface }', ['5:46 missing-key']],
    ['{ targets: [alpha/a], spill_at: 90% }', '{ any: surface }', ['5:35 inert-setting?']],
    [
      '{ targets: [alpha/a] }, { pool: p, strategy: latency }',
      '{ any: surface }',
      ['5:45 unknown-pool', '5:48 misplaced-key'],
    ],
    ['{ targets: [alpha/a] }', '{ rate_limited: { wait_up_to: 2 } }', ['6:54 unit-missing']],
  ])('%s with %s', (tiers, rules, expected) => {
    expect(problemsOf(route(tiers, rules))).toEqual(expected);
  });

  it('has a health of its own only for targets of its own', () => {
    const text = `version: 1
pools: { p: { targets: [alpha/a] } }
routes: [{ name: all, match: any, pool: p, health: standard }]
`;
    expect(problemsOf(text)).toEqual(['3:52 misplaced-key']);
  });
});

describe('reaching a route', () => {
  const routes = (...matches: string[]): string =>
    [
      'version: 1',
      'routes:',
      ...matches.map((m, i) => `  - { name: r${i}, match: ${m}, targets: [alpha/a] }`),
    ].join('\n');

  it.each<[string[], string[]]>([
    [['any', '{ model: m }'], ['4:5 unreachable-route']],
    [['any', 'any'], ['4:5 unreachable-route']],
    [["{ model: 'gpt-*' }", '{ model: [gpt-4, gpt-5] }', 'any'], ['4:5 unreachable-route']],
    [["{ model: 'gpt-*' }", "{ model: 'gpt-4*', labels: { a: b } }", 'any'], ['4:5 unreachable-route']],
    [["{ model: 'gpt-4*' }", "{ model: 'gpt-*' }", 'any'], []],
    [["{ model: 'gpt-*' }", '{ model: [gpt-4, o3] }', 'any'], []],
    [["{ model: 'gpt-*', labels: { a: b } }", '{ model: gpt-4 }', 'any'], []],
    [['{ labels: { a: [b, c] } }', '{ model: m, labels: { a: b } }', 'any'], ['4:5 unreachable-route']],
    [['{ labels: { a: b } }', '{ labels: { a: [b, c] } }', 'any'], []],
    [['{ headers: { X-A: b } }', '{ headers: { x-a: b } }', 'any'], ['4:5 unreachable-route']],
    [['{ model: a }', '{ model: b }', '{ model: [a, b] }', 'any'], ['5:5 unreachable-route']],
    [['{ endpoint: chat }', '{ endpoint: embeddings }', 'any'], []],
    [['{ endpoint: chat }', '{ endpoint: embeddings }'], ['4:5 no-catch-all?']],
    [['{ endpoint: chat }', `{ endpoint: [${allButChat}] }`, 'any'], ['5:5 unreachable-route']],
    [[`{ endpoint: [chat, ${allButChat}] }`], []],
    [["{ model: '*' }"], []],
    [['{ model: m }'], ['3:5 no-catch-all?']],
    [['{ endpoint: chat }'], ['3:5 no-catch-all?']],
    [['{ model: m }', '{ labels: { a: b } }'], ['4:5 no-catch-all?']],
  ])('%j', (matches, expected) => {
    expect(problemsOf(routes(...matches))).toEqual(expected);
  });
});
