import { compilePolicy, type CompiledPolicy } from '../compile-policy.js';
import type { Problem } from '../problem.js';
import { sampleCatalog } from '../testing/sample-catalog.js';

const brief = ({ file, line, column, code }: Problem): string => `${file}:${line}:${column} ${code}`;

function compile(files: Readonly<Record<string, string>>): CompiledPolicy {
  const read = (path: string): string | undefined => files[path];
  return compilePolicy(files['etc/policy.yaml']!, 'etc/policy.yaml', sampleCatalog, read);
}

const policy = (imports: string, rest = ''): string => `version: 1
imports: [${imports}]
routes: [{ name: all, match: any, pool: p }]
${rest}`;

const pool = 'pools: { p: { targets: [alpha/a] } }';

describe('imports', () => {
  it('bring things with names, through several files and once each', () => {
    const { plan, problems } = compile({
      'etc/policy.yaml': policy('shared/a.yaml, shared/b.yaml'),
      'etc/shared/a.yaml': 'imports: [../more/c.yaml]\naliases: { x: y }',
      'etc/shared/b.yaml':
        'version: 1\nimports: [../more/c.yaml]\nbudgets: { b: { limit_usd: 1, per: day } }',
      'etc/more/c.yaml': `${pool}\nhealth_profiles: { standard: { enforce_single: true } }`,
    });
    expect(problems).toEqual([]);
    expect([...plan!.pools.keys(), ...plan!.budgets.keys(), ...plan!.aliases.keys()]).toEqual([
      'p',
      'b',
      'x',
    ]);
    expect(plan!.defaults.health.enforceSingle).toBe(true);
  });

  it('change the version of the plan', () => {
    const version = (of: string): string =>
      compile({ 'etc/policy.yaml': policy('a.yaml'), 'etc/a.yaml': of }).plan!.version;
    expect(version(pool)).toBe(version(pool));
    expect(version(pool)).not.toBe(version(`${pool} # the same`));
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['missing', {}, ['etc/policy.yaml:2:11 import-unreadable', 'etc/policy.yaml:3:41 unknown-pool']],
    [
      'broken',
      { 'etc/a.yaml': `${pool}\nx: [` },
      ['etc/policy.yaml:3:41 unknown-pool', 'etc/a.yaml:2:5 yaml-syntax'],
    ],
    [
      'of a wrong version, with keys of a policy and a slip',
      { 'etc/a.yaml': `${pool}\nversion: 2\nroutes: []\nbugdets: {}` },
      ['etc/a.yaml:2:10 unsupported-version', 'etc/a.yaml:3:1 misplaced-key', 'etc/a.yaml:4:1 unknown-key'],
    ],
    [
      'in error',
      { 'etc/a.yaml': 'pools: { p: { targets: [delta/a] } }' },
      ['etc/a.yaml:1:25 unknown-provider'],
    ],
    [
      'in a circle',
      { 'etc/a.yaml': `imports: [b.yaml]\n${pool}`, 'etc/b.yaml': 'imports: [./a.yaml, policy.yaml]' },
      ['etc/b.yaml:1:11 import-cycle', 'etc/b.yaml:1:21 import-cycle'],
    ],
    ['a list', { 'etc/a.yaml': '[a]' }, ['etc/policy.yaml:3:41 unknown-pool', 'etc/a.yaml:1:1 wrong-type']],
    ['of things that are no maps', { 'etc/a.yaml': `${pool}\nbudgets: 5` }, ['etc/a.yaml:2:10 wrong-type']],
  ])('%s', (_what, files, expected) => {
    const { problems } = compile({ 'etc/policy.yaml': policy('a.yaml'), ...files });
    expect(problems.map(brief)).toEqual(expected);
  });

  it('cannot bring what has a name that is taken', () => {
    const { problems } = compile({
      'etc/policy.yaml': policy('a.yaml, b.yaml', 'pools: { p: { targets: [beta/b] } }'),
      'etc/a.yaml': pool,
      'etc/b.yaml': 'pools: { p: { targets: [beta/b] }, q: { targets: [alpha/a] } }',
    });
    expect(problems.map(brief)).toEqual([
      'etc/policy.yaml:4:10 duplicate-name',
      'etc/b.yaml:1:10 duplicate-name',
    ]);
    expect(problems[0]?.message).toBe('"p" stands in etc/a.yaml:1 too');
  });

  it('need someone who reads them', () => {
    const { problems } = compilePolicy(policy('a.yaml'), 'policy.yaml', sampleCatalog);
    expect(problems.map(brief)).toContain('policy.yaml:2:11 import-unreadable');
  });
});
