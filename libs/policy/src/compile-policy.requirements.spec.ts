import { compilePolicy } from './compile-policy.js';
import type { TargetTraits } from './plan/index.js';
import { briefly } from './testing/briefly.js';
import { sampleCatalog } from './testing/sample-catalog.js';

const traits: Readonly<Record<string, TargetTraits>> = {
  alpha: { tags: ['reseller'], region: 'us', capabilities: ['tools'] },
  beta: { tags: [], region: 'eu', data: { training: 'deny', retention: 'zero' }, contextWindow: 8000 },
};
const catalog = { ...sampleCatalog, traits: ({ provider }: { provider: string }) => traits[provider] };

const read = (text: string, of = catalog as typeof sampleCatalog): ReturnType<typeof compilePolicy> =>
  compilePolicy(text, 'policy.yaml', of);

const policy = `version: 1
constraints:
  - name: eu-data
    match: { labels: { region: eu } }
    require: { regions: [eu], data: { training: deny, retention: zero } }
routes:
  - name: all
    match: any
    require: { capabilities: tools, max_price_usd_per_mtok: { input: 0.3 } }
    tiers:
      - { targets: [alpha/a, { target: beta/b, region: us, tags: [slow], limits: { concurrency: 9, rpm: 60, tpm: 9000 } }], spill_at: 90%, mark_response: fine }
      - { targets: [gamma/c], limits: { concurrency: 4, rpm: 100 } }
`;

describe('requirements', () => {
  it('are in the plan, in integers', () => {
    const { plan, problems } = read(policy, sampleCatalog);
    expect(problems).toEqual([]);
    expect(plan!.constraints).toEqual([
      {
        name: 'eu-data',
        match: expect.anything(),
        line: 3,
        require: {
          capabilities: [],
          tagsNoneOf: [],
          tagsAllOf: [],
          regions: ['eu'],
          data: { training: 'deny', retention: 'zero' },
        },
      },
    ]);
    const [route] = plan!.routes;
    expect(route!.require).toEqual({
      capabilities: ['tools'],
      maxPrice: { inputNanoUsdPerMtok: 300_000_000 },
      tagsNoneOf: [],
      tagsAllOf: [],
    });
    expect(route!.tiers).toMatchObject([
      { spillAt: 0.9, markResponse: 'fine' },
      { limits: { concurrency: 4, requestsPerMinute: 100 } },
    ]);
    expect(route!.tiers[0]!.pool.targets[1]).toMatchObject({
      region: 'us',
      tags: ['slow'],
      requestsPerMinute: 60,
      tokensPerMinute: 9000,
    });
  });

  const route = (require: string, targets: string): string =>
    `version: 1\nroutes:\n  - { name: r, match: any, require: ${require}, targets: [${targets}] }\n`;

  it.each<[string, string, string, string[]]>([
    ['one target of two will do', '{ regions: [eu] }', 'alpha/a, beta/b', []],
    ['none will', '{ regions: [asia] }', 'alpha/a, beta/b', ['3:37 impossible-requirement']],
    ['the policy says where it is', '{ regions: [asia] }', '{ target: alpha/a, region: asia }', []],
    ['nothing known of its provider', '{ regions: [asia] }', 'gamma/c', []],
    ['a window that is too small', '{ context: 9000 }', 'beta/b', ['3:37 impossible-requirement']],
    ['the size of a request', '{ context: auto }', 'beta/b', []],
    ['a word that is none', '{ capabilities: [tool] }', 'alpha/a', ['3:54 invalid-value']],
  ])('are held against what is known: %s', (_, require, targets, expected) => {
    const problems = read(route(require, targets)).problems.map(briefly);
    expect(problems).toEqual(expected);
  });

  it('of constraints need one target in any route', () => {
    const text = (region: string): string =>
      `version: 1\nconstraints:\n  - { name: c, match: any, require: { regions: [${region}] } }\nroutes:\n  - { name: r, match: any, targets: [beta/b] }\n`;
    expect(read(text('eu')).problems).toEqual([]);
    expect(read(text('us')).problems).toEqual([
      expect.objectContaining({
        code: 'impossible-requirement',
        message: 'no target of any route can meet "c": beta/b (region)',
      }),
    ]);
  });

  it('have names that differ', () => {
    const one = '{ name: c, match: any, require: { regions: [eu] } }';
    const text = `version: 1\nconstraints: [${one}, ${one}]\nroutes: [{ name: r, match: any, targets: [beta/b] }]\n`;
    expect(read(text).problems.map(briefly)).toEqual(['2:76 duplicate-name']);
  });
});
