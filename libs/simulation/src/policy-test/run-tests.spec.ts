import { runText } from '../testing/run-text.js';

const POLICY = `
version: 1
routes:
  - name: eu
    match: { labels: { region: eu } }
    targets: [alpha/m]
  - name: rest
    match: any
    tiers:
      - { name: main, targets: [{ target: alpha/m, weight: 3 }, beta/m] }
      - { name: spare, targets: [gamma/m] }
      - { name: large, targets: [delta/m], only_via_rule: true }
    failover:
      rules: { server_error: { to: large }, content_filter: surface }
`;

/** One test of a file, and what is found to be wrong with it: nothing, or these words. */
type Row = [test: string, ...wrong: string[]];

describe('a test', () => {
  const rows: Row[] = [
    ['request: {}, expect: { route: rest, tier: main, attempts: 1, outcome: ok, status: 200 }'],
    ['request: {}, expect: { route: eu }', 'route: expected eu, found rest'],
    ['request: { labels: { region: eu } }, expect: { target: alpha/m, targets_subset_of: ["alpha/*"] }'],
    ['request: {}, expect: { targets_none_of: ["*/m"] }', 'targets_none_of: expected none of */m'],
    [
      'request: {}, given: { targets: { alpha/m: { state: ejected, for: 60s } } }, expect: { target: beta/m, ejected: [alpha/m], excluded: { alpha/m: "circuit:" } }',
    ],
    [
      'request: {}, given: { targets: { alpha/m: { state: disabled }, beta/m: { state: draining } } }, expect: { tier: spare, first_target_not: [alpha/m, beta/m] }',
    ],
    ['request: {}, given: { targets: { alpha/m: { quota: 0% } } }, expect: { first_target: beta/m }'],
    [
      'request: {}, script: [{ attempt: 1, outcome: server_error }], expect: { attempts: 2, final_tier: large, ejected: [] }',
    ],
    [
      'request: {}, script: [{ attempt: 1, outcome: content_filter }], expect: { outcome: content_filter, attempts: 1 }',
    ],
    ['request: {}, script: [{ attempt: 1, target: nobody/m, outcome: overloaded }], expect: { attempts: 1 }'],
    ['request: {}, expect: { reason: "strategy:weighted_round_robin", first_token_p95_max: 500ms }'],
    [
      'request: {}, given: { targets: { alpha/m: { first_token: 2s }, beta/m: { first_token: 2s } } }, expect: { first_token_p95_max: 1s }',
      'first_token_p95_max: expected at most 1000ms, found 2000ms',
    ],
    ['load: { requests: 400 }, expect: { share: { alpha/m: 74%..76%, beta/m: 25% }, client_errors_max: 0 }'],
    [
      'load: { requests: 400 }, expect: { share: { alpha/m: ..10% } }',
      'share of alpha/m: expected ..10%, found 75%',
    ],
    ['load: { route: eu, requests: 5 }, expect: { route: eu, share: { alpha/m: 100% } }'],
    [
      'load: { requests: 4 }, given: { targets: { alpha/m: { outcome: bad_request }, beta/m: { outcome: bad_request } } }, expect: { client_errors_max: 3 }',
      'client_errors_max: expected at most 3, found 4 (bad_request)',
    ],
    ['load: { requests: 4 }, expect: { attempts: 2.. }', 'attempts: expected 2.., found 1 (4 of 4 requests)'],
    [
      'load: { rps: 4, for: 30s }, given: { targets: { alpha/m: { outcome: connect_error } } }, expect: { at: { 250ms: { state: { alpha/m: healthy } }, 5s: { state: { alpha/m: ejected } } }, ejections: { alpha/m: 2.., beta/m: 0 }, client_errors_max: 0 }',
    ],
    [
      'load: { rps: 4, for: 5s }, given: { targets: { alpha/m: { outcome: overloaded, failure_rate: 50% } } }, expect: { attempts: 1 }',
      'attempts: expected 1, found 2',
    ],
  ];

  it.each(rows)('%s', async (test, ...wrong) => {
    const { tests } = await runText(POLICY, `policy: p.yaml\ntests:\n  - { name: it, ${test} }\n`);
    const found = tests[0]!.failures.map(
      (failure) => `${failure.what}: expected ${failure.expected}, found ${failure.actual}`,
    );
    expect(found).toEqual(wrong.map((words) => expect.stringContaining(words)));
    expect(tests[0]!.passed).toBe(wrong.length === 0);
  });

  it('that fails is explained by the decisions of its request', async () => {
    const test = 'request: {}, script: [{ attempt: 1, outcome: server_error }], expect: { attempts: 1 }';
    const { tests } = await runText(POLICY, `policy: p.yaml\ntests: [{ name: it, ${test} }]`);
    expect(tests[0]!.explanation).toMatchObject({
      route: 'rest',
      outcome: 'ok',
      steps: [{ attempts: [{ result: 'server_error' }] }, { record: { tier: 'large' } }],
    });
  });

  it('says the same every time', async () => {
    const text =
      'policy: p.yaml\nseed: 3\ntests: [{ name: it, load: { requests: 50 }, given: { targets: { alpha/m: { outcome: overloaded, failure_rate: 30% } } }, expect: { attempts: 1 } }]';
    expect(await runText(POLICY, text)).toEqual(await runText(POLICY, text));
  });
});

it('a prompt with the same beginning stays where its cache is', async () => {
  const policy = `
version: 1
routes:
  - name: all
    match: any
    affinity: { mode: prefer, key: prompt_prefix, ttl: 5m }
    targets: [alpha/m, beta/m, gamma/m]
`;
  const test =
    'load: { requests: 50, rps: 0.1, request: { prompt_prefix: manual } }, expect: { share: { beta/m: 5%..95% } }';
  const { tests } = await runText(policy, `policy: p.yaml\ntests: [{ name: it, ${test} }]`);
  expect(tests[0]!.failures.map(({ actual }) => actual)).toEqual([expect.stringMatching(/^(?:0|100)%$/)]);
});

describe('an invariant', () => {
  it.each<[invariant: string, test: string, broken: boolean]>([
    ['targets_subset_of: [alpha/*, beta/*]', 'request: {}', false],
    ['targets_subset_of: [beta/*, gamma/*]', 'load: { requests: 4 }', true],
    ['targets_none_of: [delta/*]', 'request: {}, script: [{ attempt: 1, outcome: server_error }]', true],
    [`when: 'label("team") == "a"', targets_subset_of: [beta/*]`, 'request: { labels: { team: b } }', false],
    [`when: 'label("team") == "a"', targets_subset_of: [gamma/*]`, 'request: { labels: { team: a } }', true],
    ['attempts_max: 1', 'request: {}, script: [{ attempt: 1, outcome: overloaded }]', true],
    ['attempts_max: 2', 'request: {}, script: [{ attempt: 1, outcome: overloaded }]', false],
    ['amplification_max: 1.2', 'request: {}, script: [{ attempt: 1, outcome: overloaded }]', false],
    [
      'amplification_max: 1.2',
      'load: { requests: 40, rps: 2 }, script: [{ attempt: 1, outcome: overloaded }]',
      true,
    ],
  ])('%s over %s: broken %p', async (invariant, test, broken) => {
    const text = `policy: p.yaml\ninvariants: [{ name: always, ${invariant} }]\ntests: [{ name: it, ${test}, expect: {} }]`;
    const { tests } = await runText(POLICY, text);
    expect(tests[0]!.failures.map(({ what }) => what)).toEqual(broken ? ['invariant "always"'] : []);
  });

  it('holds where no test looks, too', async () => {
    const text =
      'policy: p.yaml\ninvariants: [{ name: never delta, targets_none_of: [delta/*] }]\ntests: [{ name: it, request: {}, expect: {} }]';
    const { tests, sweep, passed } = await runText(POLICY, text);
    expect(tests[0]!.passed).toBe(true);
    expect(sweep).toMatchObject([
      { name: 'route rest, rule server_error', failures: [{ actual: 'delta/m was called' }] },
    ]);
    expect(passed).toBe(false);
  });
});

describe('coverage', () => {
  const tests = 'tests: [{ name: it, request: {}, expect: {} }]';
  it('is what tests reach, where nothing is checked anywhere else', async () => {
    const { coverage, passed } = await runText(
      POLICY,
      `policy: p.yaml\n${tests}\ncoverage: { routes: 100%, tiers: 20% }`,
    );
    expect(coverage).toMatchObject({
      routes: { reached: 1, of: 2, missing: ['eu'], swept: [], required: 1 },
      tiers: { reached: 1, of: 4, missing: ['eu/tier-1', 'rest/spare', 'rest/large'] },
      rules: { reached: 0, of: 2 },
      passed: false,
    });
    expect(passed).toBe(false);
  });

  it('is told only, where the file says so', async () => {
    const { passed } = await runText(
      POLICY,
      `policy: p.yaml\n${tests}\ncoverage: { routes: 100%, fail_under: false }`,
    );
    expect(passed).toBe(true);
  });

  it('counts where invariants were checked', async () => {
    const invariants = 'invariants: [{ name: bounded, attempts_max: 3 }]';
    const text = `policy: p.yaml\n${invariants}\n${tests}\ncoverage: { routes: 100%, tiers: 100%, rules: 100% }`;
    const { coverage, passed } = await runText(POLICY, text);
    expect(coverage).toMatchObject({
      routes: { swept: ['eu'], missing: [] },
      tiers: { swept: ['eu/tier-1', 'rest/spare', 'rest/large'], missing: [] },
      rules: { swept: ['rest/server_error', 'rest/content_filter'], missing: [] },
    });
    expect(passed).toBe(true);
  });
});
