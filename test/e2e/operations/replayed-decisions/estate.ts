import { policyYaml } from '../../../support/config.js';

const QUICK = { type: 'simulator', first_token: '3ms', tokens_per_second: 5000, jitter: '50%' };
const price = (usd: number): object => ({
  swift: { input_usd_per_mtok: usd, output_usd_per_mtok: 4 * usd },
  steady: { input_usd_per_mtok: usd * 2, output_usd_per_mtok: 8 * usd },
});

/** Simulated vendors of three dialects: one well, one that fails a third, one that is rate limited, one that hangs on little, one slow. */
const providers = {
  alpha: { ...QUICK, seed: 1, prices: price(2) },
  beta: {
    ...QUICK,
    seed: 2,
    dialect: 'anthropic-messages',
    fail_rate: '30%',
    fail_with: 'server_error',
    prices: price(1),
  },
  gamma: { ...QUICK, seed: 3, dialect: 'gemini', requests_per_minute: 120, prices: price(0.3) },
  delta: {
    ...QUICK,
    seed: 4,
    fail_rate: '60%',
    fail_with: 'overloaded',
    first_token: '20ms',
    prices: price(0.5),
  },
  /** So slow that its requests always meet each other, on any machine. */
  epsilon: { ...QUICK, seed: 5, first_token: '400ms' },
};

export const PROVIDERS = Object.keys(providers);

export const CONFIG = `version: 1
policy: policy.yaml
seed: 11
plugins: ['@fairlead/plugin-simulator']
providers: ${JSON.stringify(providers)}
`;

const QUICK_ONES = PROVIDERS.filter((provider) => provider !== 'epsilon');
const ALL = QUICK_ONES.map((provider) => `${provider}/swift`);
/** More than eight: some strategies then draw which two to compare. */
const MANY = QUICK_ONES.flatMap((provider) =>
  ['swift', 'steady', 'third'].map((model) => `${provider}/${model}`),
);

const STRATEGIES: Readonly<Record<string, unknown>> = {
  turns: 'weighted_round_robin',
  load: 'least_conn',
  quick: { type: 'latency', objective: 'e2e' },
  cheap: 'lowest_cost',
  money: { type: 'cost_mix', mode: 'spend_share' },
  ceiling: { type: 'cost_mix', mode: 'blended_ceiling', ceiling_usd_per_mtok: 3, prefer: ['alpha/swift'] },
  mixed: 'composite',
  dice: 'random',
};

/** Half of the tenants. */
const EUROPEANS = Array.from({ length: 10 }, (_, n) => `team-${n}`);

const routes = [
  ...Object.entries(STRATEGIES).map(([name, strategy]) => ({
    name,
    match: { model: name },
    tiers: [
      { name: 'main', strategy, targets: ALL },
      { name: 'spare', targets: ['alpha/steady', { target: 'gamma/steady', weight: 3 }] },
    ],
  })),
  { name: 'many', match: { model: 'many' }, strategy: 'least_conn', targets: MANY },
  {
    name: 'narrow',
    match: { model: 'narrow' },
    targets: [{ target: 'delta/swift', limits: { concurrency: 1 } }],
  },
  { name: 'kept', match: { model: 'kept' }, targets: ALL, affinity: { key: 'tenant' } },
  {
    name: 'bound',
    match: { model: 'bound' },
    targets: ALL,
    affinity: { mode: 'require', key: 'label:tenant', ttl: '2s' },
  },
  {
    name: 'rationed',
    match: { model: 'rationed' },
    tiers: [
      {
        name: 'own',
        spill_at: '50%',
        targets: [
          { target: 'alpha/third', limits: { concurrency: 4 } },
          { target: 'gamma/third', limits: { rpm: 5 } },
          { target: 'delta/third', limits: { tpm: 3000 } },
        ],
      },
      { name: 'rented', limits: { rpm: 20 }, targets: ['beta/third'] },
    ],
  },
  {
    name: 'crowded',
    match: { model: 'crowded' },
    tiers: [
      { spill_at: '50%', targets: [{ target: 'epsilon/swift', limits: { concurrency: 2 } }] },
      { targets: ['alpha/steady'] },
    ],
  },
  {
    name: 'metered',
    match: { model: 'metered' },
    targets: [{ target: 'alpha/fifth', limits: { tpm: 300 } }, 'alpha/steady'],
  },
  {
    name: 'regional',
    match: { model: 'regional' },
    require: { target_tags_none_of: ['resold'] },
    targets: [
      { target: 'alpha/fourth', region: 'eu' },
      { target: 'beta/fourth', region: 'us' },
      { target: 'gamma/fourth', region: 'eu', tags: ['resold'] },
    ],
  },
  {
    name: 'trial',
    match: { model: 'trial' },
    targets: ['alpha/swift'],
    canary: [{ name: 'next', share: '50%', replace: { 'alpha/swift': 'beta/steady' } }],
  },
];

/** The routes' names, which callers use as models, and a target that is called by its own name. */
export const MODELS = [...routes.map(({ name }) => name), 'alpha/swift'];

export const POLICY = policyYaml(routes, {
  constraints: [
    {
      name: 'eu-data',
      match: { model: 'regional', labels: { tenant: EUROPEANS } },
      require: { regions: ['eu'] },
    },
  ],
  defaults: { failover: { max_attempts: 4 }, health: 'quick' },
  health_profiles: {
    quick: { passive: { consecutive_failures: 2 }, ejection: { base: '1s' }, active: { probe: 'none' } },
  },
});
