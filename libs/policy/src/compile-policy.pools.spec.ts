import { problemsOf } from './testing/briefly.js';

const head = `version: 1
routes: [{ name: all, match: any, pool: p }]
pools:
`;

describe('pools', () => {
  it.each<[string, string[]]>([
    ['p: { targets: [alpha/a, { target: beta/b, weight: 2 }] }', []],
    ['p: { targets: [alpha/a/b:c] }', []],
    ['p: { targets: [alpha] }', ['4:18 invalid-target']],
    ['p: { targets: [alpha/] }', ['4:18 invalid-target']],
    ['p: { targets: [alpah/a] }', ['4:18 unknown-provider']],
    ['p: { targets: [alpha/a, beta/b, alpha/a] }', ['4:35 duplicate-target']],
    ['p: { targets: [] }', ['4:17 invalid-value']],
    ['p: { strategy: least_conn }', ['4:6 missing-key']],
    ['p: { targets: [alpha/a], health: mine }', ['4:36 unknown-profile']],
    ['p: { targets: [alpha/a], strategy: fastest }', ['4:38 unknown-strategy']],
    ['p: { targets: [alpha/a], strategy: { type: least_conn, tolerance: 1% } }', ['4:58 unknown-key']],
    ['p: { targets: [{ target: alpha/a, wieght: 2 }] }', ['4:37 unknown-key']],
    ['p: { targets: [{ weight: 2 }] }', ['4:18 missing-key']],
    ['p: { targets: [{ target: alpha/a, weight: -1 }] }', ['4:45 invalid-value']],
    ['p: { targets: [{ target: alpha/a, weight: 85% }] }', ['4:45 wrong-type']],
    ['p: { targets: [{ target: alpha/a, limits: { concurrency: auto } }] }', []],
    ['p: { targets: [{ target: alpha/a, limits: { concurrency: many } }] }', ['4:60 wrong-type']],
    ['p: { targets: [{ target: alpha/a, limits: { rpm: 5 } }] }', []],
    ['p: { targets: [{ target: alpha/a, prices: { input_usd_per_mtok: 1 } }] }', ['4:45 missing-key']],
    ['{ p: { targets: [alpha/a] }, q: { targets: [alpha/a] } }', ['4:32 unused-pool?']],
    ['{ q: { targets: [alpha/a] } }', ['2:41 unknown-pool', '4:5 unused-pool?']],
    ['a/b: { targets: [alpha/a] }', ['2:41 unknown-pool', '4:3 invalid-value']],
  ])('%s', (line, expected) => {
    expect(problemsOf(`${head}  ${line}\n`)).toEqual(expected);
  });
});
