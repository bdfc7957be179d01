import { compilePolicy } from './compile-policy.js';
import type { Plan } from './plan/index.js';
import { sampleCatalog } from './testing/sample-catalog.js';

function planOf(text: string): Plan {
  const { plan, problems } = compilePolicy(text, 'policy.yaml', sampleCatalog);
  expect(problems).toEqual([]);
  return plan!;
}

const standard = {
  name: 'standard',
  passive: { consecutiveFailures: 5, failureRate: 0.5, windowMs: 60_000, minRequests: 10 },
  ejection: { baseMs: 10_000, multiplier: 2, maxMs: 300_000, jitter: 0.2 },
  probation: { concurrency: 1, successes: 2 },
  slowStart: { windowMs: 30_000, minWeight: 0.1, aggression: 1 },
  active: {
    probe: 'models_list',
    intervalMs: 60_000,
    timeoutMs: 5_000,
    jitter: 0.1,
    when: ['idle', 'ejected'],
    fall: 3,
    rise: 2,
  },
  enforceSingle: false,
};

describe('the smallest policy', () => {
  const plan = planOf(`version: 1
routes:
  - name: all
    match: any
    targets: [alpha/a, beta/b]
`);

  it('has every default filled in', () => {
    const [route] = plan.routes;
    expect({ ...route, match: undefined }).toEqual({
      name: 'all',
      match: undefined,
      tiers: [{ name: 'tier-1', pool: plan.pools.get('all/tier-1'), onlyViaRule: false }],
      timeouts: {
        connectMs: 3_000,
        firstTokenMs: 'auto',
        idleMs: 45_000,
        totalMs: 600_000,
        transportIdleMs: 120_000,
      },
      failover: {
        maxAttempts: 3,
        maxReplayBytes: 8_388_608,
        sameTargetRetries: 1,
        retryBudget: { ratio: 0.2, minPer10s: 3 },
        backoff: { baseMs: 250, maxMs: 8_000, jitter: 'full' },
        onStreamBreak: 'fail',
        rules: new Map(),
      },
      panic: { mode: 'best_effort', concurrencyPerTarget: 2 },
      critical: true,
      canaries: [],
      shadows: [],
      budgets: [],
      line: 3,
    });
  });

  it('expands targets to a tier and a pool', () => {
    expect([...plan.pools]).toEqual([
      [
        'all/tier-1',
        {
          id: 'all/tier-1',
          strategy: { type: 'weighted_round_robin', options: {} },
          targets: [
            { id: 'alpha/a', provider: 'alpha', model: 'a', weight: 1, position: 0 },
            { id: 'beta/b', provider: 'beta', model: 'b', weight: 1, position: 1 },
          ],
          health: standard,
        },
      ],
    ]);
  });
});

describe('a whole policy', () => {
  const plan = planOf(`version: 1
name: whole
aliases: { gpt-4: chat }
defaults:
  timeouts: { connect: 1s, idle: 20s }
  failover:
    backoff: { max: 2s }
    rules: { overloaded: next_tier, content_filter: surface }
  health: mine
  panic: { concurrency_per_target: 5 }
  strategy: { type: latency, tolerance: 5% }
health_profiles:
  mine:
    passive: { consecutive_failures: 3 }
    active: { when: [always] }
  strict:
    extends: mine
    ejection: { base: 1m, max: 15m }
    enforce_single: true
pools:
  fast:
    health: strict
    targets:
      - alpha/meta/llama
      - target: beta/b
        weight: 0.5
        limits: { concurrency: auto }
        prices: { input_usd_per_mtok: 1.5, output_usd_per_mtok: 6, cache_read_usd_per_mtok: 0.1, request_usd: 0.001 }
routes:
  - name: chat
    match: { model: chat }
    tiers:
      - pool: fast
      - { name: long, only_via_rule: true, strategy: least_conn, targets: [{ target: gamma/g, limits: { concurrency: 4 } }] }
    timeouts: { idle: 5s }
    failover:
      max_elapsed: 90s
      rules: { context_length: { to: long, alert: page }, overloaded: { wait_up_to: 2s } }
    panic: { mode: fail_fast }
    baseline: beta/b
    critical: false
  - { name: rest, match: any, pool: fast }
`);
  const [chat, rest] = plan.routes;

  it('merges defaults into a route key by key, and rules by class', () => {
    expect(chat?.timeouts).toEqual({
      connectMs: 1_000,
      firstTokenMs: 'auto',
      idleMs: 5_000,
      totalMs: 600_000,
      transportIdleMs: 120_000,
    });
    expect(chat?.failover).toEqual({
      ...plan.defaults.failover,
      maxElapsedMs: 90_000,
      rules: new Map([
        ['overloaded', { then: 'next_target', waitUpToMs: 2_000 }],
        ['content_filter', { then: 'surface' }],
        ['context_length', { then: 'next_tier', to: 'long', alert: 'page' }],
      ]),
    });
    expect(plan.defaults.failover.backoff).toEqual({ baseMs: 250, maxMs: 2_000, jitter: 'full' });
    expect([chat?.panic, rest?.panic]).toEqual([
      { mode: 'fail_fast', concurrencyPerTarget: 5 },
      { mode: 'best_effort', concurrencyPerTarget: 5 },
    ]);
    expect([chat?.critical, rest?.critical, chat?.baseline, rest?.baseline]).toEqual([
      false,
      true,
      'beta/b',
      undefined,
    ]);
  });

  it('extends health profiles', () => {
    const mine = {
      ...standard,
      name: 'mine',
      passive: { ...standard.passive, consecutiveFailures: 3 },
      active: { ...standard.active, when: ['always'] },
    };
    expect(plan.defaults.health).toEqual(mine);
    expect(plan.pools.get('chat/long')?.health).toEqual(mine);
    expect(plan.pools.get('fast')?.health).toEqual({
      ...mine,
      name: 'strict',
      ejection: { baseMs: 60_000, multiplier: 2, maxMs: 900_000, jitter: 0.2 },
      enforceSingle: true,
    });
  });

  it('gives pools what they say and the default strategy', () => {
    expect(plan.pools.get('fast')?.strategy).toEqual({
      type: 'latency',
      options: { tolerance: 0.05, forgetAfterMs: 300_000 },
    });
    expect(plan.pools.get('chat/long')?.strategy).toEqual({ type: 'least_conn', options: {} });
    expect(plan.pools.get('fast')?.targets).toEqual([
      { id: 'alpha/meta/llama', provider: 'alpha', model: 'meta/llama', weight: 1, position: 0 },
      {
        id: 'beta/b',
        provider: 'beta',
        model: 'b',
        weight: 0.5,
        concurrency: 'auto',
        prices: { input: 1.5, output: 6, cacheRead: 0.1, request: 0.001 },
        position: 1,
      },
    ]);
    expect(plan.pools.get('chat/long')?.targets[0]?.concurrency).toBe(4);
  });

  it('shares one pool between the routes that name it', () => {
    expect(rest?.tiers[0]?.pool).toBe(chat?.tiers[0]?.pool);
    expect([...plan.pools.keys()]).toEqual(['fast', 'chat/long']);
  });

  it('names the version after the text', () => {
    const one = planOf('version: 1\nroutes: [{ name: a, match: any, targets: [alpha/a] }]\n');
    const same = planOf('version: 1\nroutes: [{ name: a, match: any, targets: [alpha/a] }]\n');
    const other = planOf('version: 1\nroutes: [{ name: b, match: any, targets: [alpha/a] }]\n');
    expect(one.version).toMatch(/^[0-9a-f]{12}$/);
    expect([same.version === one.version, other.version === one.version]).toEqual([true, false]);
  });

  it('is frozen through and through', () => {
    const unfrozen: unknown[] = [];
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if (!Object.isFrozen(value)) unfrozen.push(value);
      for (const held of value instanceof Map ? value.values() : Object.values(value)) visit(held);
    };
    visit(plan);
    expect(unfrozen).toEqual([]);
  });
});

it('gives a plan beside warnings, and none beside errors', () => {
  const warned = compilePolicy(
    'version: 1\nroutes: [{ name: a, match: { model: m }, targets: [alpha/a] }]\n',
    'p',
    sampleCatalog,
  );
  expect([warned.plan?.routes.length, warned.problems.length]).toEqual([1, 1]);
  expect(compilePolicy('version: 2\n', 'p', sampleCatalog).plan).toBeUndefined();
});
