import { readFileSync } from 'node:fs';
import { strategiesByName } from './built-in.js';

const strategies = strategiesByName();

/** What YAML becomes; a text is a part of the problems' messages, with their paths. */
const CASES: readonly [type: string, yaml: unknown, expected: object | string][] = [
  [
    'latency',
    undefined,
    {
      objective: 'first_token',
      tolerance: 0.1,
      forgetAfterMs: 300_000,
      minShare: 0.01,
      maxShare: 0.9,
      loadScale: 'auto',
    },
  ],
  [
    'latency',
    {
      objective: 'e2e',
      tolerance: '5%',
      forget_after: '1m',
      min_share: '0%',
      max_share: '80%',
      load_scale: 8,
    },
    { objective: 'e2e', tolerance: 0.05, forgetAfterMs: 60_000, minShare: 0, maxShare: 0.8, loadScale: 8 },
  ],
  ['latency', { load_scale: 0 }, 'load_scale: load_scale must be auto or a number of requests above 0'],
  ['latency', { max_shares: '80%' }, 'max_shares: unknown option "max_shares"; did you mean "max_share"?'],
  ['latency', { forget_after: 5 }, 'forget_after must be a duration with its unit'],
  ['least_conn', {}, { unit: 'requests' }],
  ['least_conn', { unit: 'bytes' }, 'unit: unit must be one of'],
  ['lowest_cost', {}, { tolerance: 0.1, floor: {} }],
  [
    'lowest_cost',
    { tolerance: '10%', floor: { success_rate: '97%', first_token_p95: '8s' } },
    { tolerance: 0.1, floor: { successRate: 0.97, firstTokenP95Ms: 8000 } },
  ],
  ['lowest_cost', { floor: { sucess_rate: '97%' } }, 'floor.sucess_rate: unknown option'],
  ['lowest_cost', { floor: '97%' }, 'floor: must be a map of options'],
  [
    'lowest_cost',
    { tolerance: 10, floor: { success_rate: 97 } },
    'tolerance: tolerance must be a percentage',
  ],
  ['cost_mix', {}, 'mode: "mode" is required'],
  [
    'cost_mix',
    { mode: 'spend_share' },
    { mode: 'spend_share', exponent: 2, windowMs: 3_600_000, prefer: [] },
  ],
  ['cost_mix', { mode: 'blended_ceiling' }, 'ceiling_usd_per_mtok: "ceiling_usd_per_mtok" is required'],
  [
    'cost_mix',
    { mode: 'blended_ceiling', ceiling_usd_per_mtok: -1 },
    'must be a number of US dollars above 0',
  ],
  [
    'cost_mix',
    { mode: 'blended_ceiling', ceiling_usd_per_mtok: 2, window: '1h', prefer: ['a/b', 'c/d'] },
    { mode: 'blended_ceiling', ceilingUsdPerMtok: 2, windowMs: 3_600_000, prefer: ['a/b', 'c/d'] },
  ],
  ['cost_mix', { mode: 'price_weighted', prefer: [1] }, 'prefer: each value in prefer must be a string'],
  [
    'composite',
    { weights: { first_token: 2, cost: 0 }, tolerance: '5%' },
    {
      weights: { firstToken: 2, perToken: 1, cost: 0, failureRate: 4, load: 1 },
      tolerance: 0.05,
      loadScale: 'auto',
    },
  ],
  ['composite', { weights: { speed: 1 } }, 'weights.speed: unknown option'],
  ['random', { seed: 1 }, 'seed: unknown option "seed"'],
];

it.each(CASES)('%s reads %j', (type, yaml, expected) => {
  const result = strategies.get(type)!.options.parse(yaml);
  if (typeof expected === 'string') {
    const problems = result.ok
      ? []
      : result.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
    expect(problems.join('\n')).toContain(expected);
  } else {
    expect(result).toMatchObject({ ok: true, value: expected });
  }
});

describe('docs/strategies.md', () => {
  const text = readFileSync(new URL('../../../../docs/strategies.md', import.meta.url), 'utf8');
  const keys = [...strategies].flatMap(([type, { options }]) =>
    options.keys.map((key) => [type, key] as const),
  );

  it.each(keys)('%s: tells of %s', (type, key) => {
    const start = text.indexOf(`\n## ${type}\n`);
    expect(start).toBeGreaterThan(0);
    const section = text.slice(start, text.indexOf('\n## ', start + 1));
    expect(section).toMatch(new RegExp(`\\| \`${key}[\`.]`));
  });
});
