import { problemsOf } from './testing/briefly.js';

/** Cases about one part of a policy: everything else is as small as it can be. */
const rest = `version: 1
routes:
  - name: all
    match: any
    targets: [alpha/a]
`;

describe('the top of the file', () => {
  it.each<[string, string, string[]]>([
    ['is fine', rest, []],
    ['is no map', '- a\n', ['1:1 wrong-type']],
    ['has no version and no routes', 'name: x\n', ['1:1 missing-key', '1:1 missing-key']],
    ['is of another version', rest.replace('1', '2'), ['1:10 unsupported-version']],
    ['has no routes in its list', 'version: 1\nroutes: []\n', ['2:9 invalid-value']],
    ['has a slip', `rutes: []\n${rest}`, ['1:1 unknown-key']],
    ['has imports of nothing', `${rest}imports: []\n`, ['6:10 invalid-value']],
    ['has two of a key', `${rest}version: 1\n`, ['6:1 duplicate-key']],
    ['has a name of another type', `${rest}name: 5\n`, ['6:7 wrong-type']],
    ['is not YAML', `${rest}name: [\n`, ['7:1 yaml-syntax']],
    ['is empty', '', ['1:1 empty-file']],
  ])('%s', (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });
});

describe('aliases', () => {
  it.each<[string, string, string[]]>([
    ['{ a: b, b: c }', rest, []],
    ['{ a: a }', rest, ['6:13 alias-cycle']],
    ['{ a: b, b: c, c: b }', rest, ['6:13 alias-cycle', '6:19 alias-cycle', '6:25 alias-cycle']],
    ["{ 'gpt-*': b }", rest, ['6:13 invalid-value']],
    ['{ a: 4 }', rest, ['6:16 wrong-type']],
  ])('%s', (aliases, text, expected) => {
    expect(problemsOf(`${text}aliases:  ${aliases}\n`)).toEqual(expected);
  });
});

describe('defaults', () => {
  it.each<[string, string[]]>([
    ['timeouts: { connect: 3, idel: 4s }', ['7:24 unit-missing', '7:27 unknown-key']],
    ['timeouts: { first_token: auto, total: 1e3, transport_idle: 2m }', ['7:41 unit-missing']],
    ['timeouts: { early_flush: 15 }', ['7:28 unit-missing']],
    ['failover: { max_attempts: 0 }', ['7:29 invalid-value']],
    ['failover: { max_attempts: 2.5, max_elapsed: soon }', ['7:29 wrong-type', '7:47 invalid-duration']],
    ['failover: { retry_budget: { ratio: 0.2, min_per_10s: 3 } }', ['7:38 unit-missing']],
    ['failover: { backoff: { base: 1s, jitter: ful } }', ['7:44 invalid-value']],
    ['failover: { on_stream_break: restart }', ['7:32 unsupported-value']],
    ['failover: { rules: { overload: surface } }', ['7:24 unknown-class']],
    ['failover: { rules: { any: next_traget } }', ['7:29 invalid-value']],
    ['failover: { rules: { any: { alert: page } } }', ['7:29 missing-key']],
    ['failover: { rules: { any: { to: x } } }', ['7:35 misplaced-key']],
    ['failover: { rules: [any] }', ['7:22 wrong-type']],
    ['health: standrad', ['7:11 unknown-profile']],
    ['panic: { mode: never, concurrency_per_target: 0 }', ['7:18 invalid-value', '7:49 invalid-value']],
    ['panic: { available_below: 2 }', ['7:29 invalid-value']],
    ['strategy: round_robin', ['7:13 unknown-strategy']],
    ['strategy: { tolerance: 5% }', ['7:13 missing-key']],
    [
      'strategy: { type: latency, tolerance: 5, forget_atfer: 1m }',
      ['7:41 invalid-value', '7:44 unknown-key'],
    ],
    ['strategy: [latency]', ['7:13 wrong-type']],
    ['hedge: true', ['7:10 wrong-type']],
  ])('%s', (line, expected) => {
    expect(problemsOf(`${rest}defaults:\n  ${line}\n`)).toEqual(expected);
  });
});

describe('health profiles', () => {
  it.each<[string, string[]]>([
    ['mine: { passive: { consecutive_failures: 3 }, active: { when: [always] } }', []],
    ['mine: { extends: standard }', []],
    ['mine: { extends: your }', ['7:20 unknown-profile']],
    ['mine: { extends: mine }', ['7:20 profile-cycle']],
    ['{ a: { extends: b }, b: { extends: a } }', ['7:38 profile-cycle']],
    ['mine: { passive: { failure_rate: 50, window: 60 } }', ['7:36 unit-missing', '7:48 unit-missing']],
    [
      'mine: { probation: { successes: 0 }, ejection: { multiplier: 0.5 } }',
      ['7:35 invalid-value', '7:64 invalid-value'],
    ],
    [
      'mine: { active: { probe: completion, when: [sometimes] } }',
      ['7:28 unsupported-value', '7:47 invalid-value'],
    ],
    ['mine: { enforce_single: yes }', ['7:27 wrong-type']],
    ['my profile: {}', ['7:3 invalid-value']],
    ['mine:', ['7:8 wrong-type']],
  ])('%s', (line, expected) => {
    expect(problemsOf(`${rest}health_profiles:\n  ${line}\n`)).toEqual(expected);
  });
});
