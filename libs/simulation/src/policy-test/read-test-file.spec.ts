import { problemsOf } from '../testing/run-text.js';

const POLICY = `
version: 1
routes:
  - { name: eu, match: { labels: { region: eu } }, targets: [alpha/m] }
  - { name: rest, match: any, targets: [beta/m] }
`;

describe('a file of tests is read strictly', () => {
  it.each<[test: string, ...problems: string[]]>([
    ['request: {}, expect: { route: rest }'],
    [
      'request: {}, expects: {}',
      'missing-key "expect" is missing',
      'unknown-key unknown key "expects"\n  hint: did you mean "expect"?',
    ],
    [
      'request: {}, load: { requests: 1 }, expect: {}',
      'conflicting-keys a test asks one "request" or a "load", not both',
    ],
    ['expect: {}', 'missing-key a test asks a "request" or a "load"'],
    ['load: {}, expect: {}', 'missing-key a load has "requests", or goes on "for" a time'],
    [
      'load: { requests: 1, for: 1s }, expect: {}',
      'conflicting-keys a load ends after its "requests" or "for" a time, not both',
    ],
    ['load: { for: 1 }, expect: {}', 'missing-key', 'unit-missing 1 has no unit'],
    ['load: { route: us, requests: 1 }, expect: {}', 'unknown-route the policy has no route "us"'],
    ['load: { route: eu, requests: 1 }, expect: {}'],
    [
      'load: { route: rest, labels: { region: eu }, requests: 1 }, expect: {}',
      'unreached-route these requests do not go by the route "rest", but by "eu"',
    ],
    ['request: { capabilities: [tool] }, expect: {}', 'invalid-value expected one of'],
    [
      'request: {}, given: { targets: { alpha/n: {} } }, expect: {}',
      'unknown-target the policy has no target "alpha/n"\n  hint: did you mean "alpha/m"?',
    ],
    [
      'request: {}, given: { targets: { alpha/m: { for: 1s } } }, expect: {}',
      'misplaced-key "for" has no effect',
    ],
    [
      'request: {}, script: [{ attempt: 1, outcome: overload }], expect: {}',
      'unknown-class "overload" is neither ok nor an error class\n  hint: did you mean "overloaded"?',
    ],
    [
      'request: {}, script: [{ attempt: 1, outcome: gateway_error }], expect: {}',
      'unknown-class no target can cause "gateway_error"',
    ],
    ['request: {}, expect: { tier: main }', 'unknown-tier the policy has no tier "main"'],
    ['request: {}, expect: { share: { beta/m: 5..6 } }', 'invalid-value expected a share such as 60%..80%'],
    [
      'request: {}, expect: { share: { beta/m: 90%..80% } }',
      'invalid-value expected a share such as 60%..80%',
    ],
    ['request: {}, expect: { attempts: some }', 'invalid-value expected a count such as 2'],
    ['request: {}, expect: { at: { soon: {} } }', 'invalid-duration expected a moment such as 7s'],
    [
      'request: {}, expect: { ejected: [beta/x], first_target_not: alpha/x }',
      'unknown-target',
      'unknown-target',
    ],
  ])('%s', (test, ...problems) => {
    const found = problemsOf(POLICY, `policy: p.yaml\ntests:\n  - { name: it, ${test} }\n`);
    expect(found).toEqual(problems.map((words) => expect.stringContaining(words)));
    for (const line of found) expect(line).toMatch(/^t\.yaml:3:\d+ error /);
  });

  it.each([
    ['tests: [{ name: it, request: {}, expect: {} }]', '"policy" is missing'],
    ['policy: p.yaml', '"tests" is missing'],
    [
      'policy: p.yaml\nstart: soon\ntests: [{ name: it, request: {}, expect: {} }]',
      'expected a time such as 2026',
    ],
    [
      'policy: p.yaml\ninvariants: [{ name: a, target_subset_of: [] }]\ntests: [{ name: it, request: {}, expect: {} }]',
      'did you mean "targets_subset_of"?',
    ],
    [
      `policy: p.yaml\ninvariants: [{ name: a, when: 'label("x") == 1' }]\ntests: [{ name: it, request: {}, expect: {} }]`,
      't.yaml:2:',
    ],
  ])('%j', (text, words) => {
    expect(problemsOf(POLICY, text).join('\n')).toContain(words);
  });
});
