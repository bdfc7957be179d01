import { readFileSync } from 'node:fs';
import { compilePolicy } from './compile-policy.js';
import { findRoute, resolveAlias } from './find-route.js';
import type { Plan } from './plan/index.js';
import { sampleCatalog } from './testing/sample-catalog.js';

function shipped(file: string, providers: readonly string[]): { plan: Plan; text: string } {
  const text = readFileSync(new URL(`../../../config/${file}`, import.meta.url), 'utf8');
  const { plan, problems } = compilePolicy(text, file, { ...sampleCatalog, providers });
  expect(problems).toEqual([]);
  return { plan: plan!, text };
}

/** Route and targets of a request, as `route: target×weight …` by tier. */
function answers(plan: Plan, model: string, operation: 'chat' | 'embeddings' = 'chat'): string[] {
  const facts = {
    model: resolveAlias(plan, model),
    operation,
    stream: false,
    promptTokens: 10,
    capabilities: [],
    labels: {},
    headers: {},
    direct: false,
  };
  const route = findRoute(plan, facts)!;
  const tiers = route.tiers.map(({ pool }) =>
    pool.targets.map(({ id, weight }) => `${id}×${weight}`).join(' '),
  );
  return [route.name, ...tiers];
}

describe('the demo policy', () => {
  const { plan, text } = shipped('policy.yaml', ['alpha', 'beta', 'gamma']);

  it.each<[string, 'chat' | 'embeddings', string[]]>([
    [
      'gpt-4',
      'chat',
      ['chat', 'alpha/swift×85 beta/steady×10 gamma/frugal×5', 'alpha/swift-mini×1 beta/steady-mini×1'],
    ],
    [
      'default',
      'chat',
      ['chat', 'alpha/swift×85 beta/steady×10 gamma/frugal×5', 'alpha/swift-mini×1 beta/steady-mini×1'],
    ],
    ['chat', 'embeddings', ['embeddings', 'alpha/embed-small×1 gamma/embed-small×1']],
    ['anything', 'chat', ['everything-else', 'gamma/frugal×1']],
  ])('%s, %s', (model, operation, expected) => {
    expect(answers(plan, model, operation)).toEqual(expected);
  });

  it('counts savings against the steady one, and fits on a screen', () => {
    expect(plan.routes[0]?.baseline).toBe('beta/steady');
    expect(text.split('\n').length).toBeLessThanOrEqual(50);
  });
});

describe('the production policy', () => {
  const { plan } = shipped('production.policy.yaml', [
    'holysheep',
    'deepseek',
    'openai',
    'anthropic',
    'google',
  ]);

  it.each<[string, 'chat' | 'embeddings', string[]]>([
    [
      'gpt-4',
      'chat',
      [
        'chat',
        'holysheep/gpt-4.1×85 deepseek/deepseek-chat×10 openai/gpt-4.1×5',
        'google/gemini-2.5-flash×1',
      ],
    ],
    ['claude-3-opus', 'chat', ['claude', 'anthropic/claude-sonnet-4-5×1', 'holysheep/claude-sonnet-4.5×1']],
    ['gemini', 'chat', ['gemini', 'google/gemini-2.5-flash×1', 'holysheep/gemini-2.5-flash×1']],
    ['text-embedding-ada-002', 'embeddings', ['embeddings', 'openai/text-embedding-3-small×1']],
    ['o3', 'chat', ['everything-else', 'openai/gpt-4.1×1 deepseek/deepseek-chat×1']],
  ])('%s, %s', (model, operation, expected) => {
    expect(answers(plan, model, operation)).toEqual(expected);
  });

  it('checks health as the set-up it replaces did', () => {
    const { passive, probation, active } = plan.defaults.health;
    expect([passive.consecutiveFailures, probation.successes]).toEqual([3, 5]);
    expect(active).toMatchObject({
      probe: 'models_list',
      intervalMs: 10_000,
      timeoutMs: 5_000,
      when: ['always'],
    });
    expect([...plan.pools.values()].every((pool) => pool.health === plan.defaults.health)).toBe(true);
  });
});

describe('the example of streams that go on', () => {
  const { plan } = shipped('examples/continue-streams.yaml', ['anthropic', 'relay']);

  it('turns it on for one route, between targets of one family', () => {
    const [letters, rest] = plan.routes;
    expect([letters?.failover.onStreamBreak, rest?.failover.onStreamBreak]).toEqual(['continue', 'fail']);
    const targets = letters!.tiers.flatMap(({ pool }) => pool.targets);
    expect(targets.map(({ id, prefill }) => [id, prefill])).toEqual([
      ['anthropic/claude-sonnet-4-5', 'claude'],
      ['relay/claude-sonnet-4-5', 'claude'],
    ]);
  });
});
