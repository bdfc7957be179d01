import fc from 'fast-check';
import { compilePolicy } from './compile-policy.js';
import { problemsOf } from './testing/briefly.js';
import { sampleCatalog } from './testing/sample-catalog.js';

/** `§` marks every place where a map with known keys could have one key more. */
const template = `version: 1
§name: template
§defaults:
  §timeouts: { §connect: 3s, total: 1m }
  failover:
    §backoff: { §base: 1s }
    retry_budget: { §ratio: 10% }
  panic: { §mode: fail_fast }
  strategy: { §type: latency }
health_profiles:
  mine:
    §passive: { §window: 60s }
    active: { §fall: 3 }
pools:
  fast: { §targets: [{ §target: alpha/a, limits: { §concurrency: 4 } }] }
routes:
  - §name: chat
    match: { §model: chat }
    tiers:
      - { §pool: fast }
      - { name: long, §only_via_rule: true, targets: [beta/b] }
    failover: { rules: { context_length: { §to: long } } }
  - { §name: all, match: any, targets: [gamma/c] }
`;
const slots = template.split('§').length - 1;

describe('a key nobody knows', () => {
  it('is in no way to go on from the template', () => {
    expect(problemsOf(template.replaceAll('§', ''))).toEqual([]);
  });

  it('is exactly one problem, at the key, wherever it stands', () => {
    const key = fc.stringMatching(/^zz[a-z_]{1,9}$/);
    fc.assert(
      fc.property(fc.nat(slots - 1), key, (slot, unknown) => {
        const { text, position } = insert(unknown, slot);
        const before = text.slice(0, position).split('\n');
        expect(problemsOf(text)).toEqual([`${before.length}:${before.at(-1)!.length + 1} unknown-key`]);
      }),
      { numRuns: 200 },
    );
  });
});

/** The template with `key` in one slot: on a line of its own in a block map, before the first key in a flow map. */
function insert(key: string, slot: number): { text: string; position: number } {
  const parts = template.split('§');
  const before = parts.slice(0, slot + 1).join('');
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const inFlow = line.includes('{');
  const gap = inFlow ? ', ' : `\n${line.replace('-', ' ')}`;
  return { text: `${before}${key}: 1${gap}${parts.slice(slot + 1).join('')}`, position: before.length };
}

describe('any text at all', () => {
  const words = fc.constantFrom(
    ...'version name aliases defaults timeouts failover health panic strategy health_profiles pools routes'.split(
      ' ',
    ),
    ...'match any model tiers targets target weight rules to extends *x &x << 1 30s 20% alpha/a null ~ "" !t'.split(
      ' ',
    ),
  );
  const noise = fc.oneof(
    words,
    fc.constantFrom(': ', '\n', '\n  ', '\n    ', '- ', '[', ']', '{', '}', ', ', '|', '?', '#', "'", '\t'),
  );
  const tree = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      words,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(words, tie('node'), { maxKeys: 4 }),
    ),
  })).node;

  it.each([
    ['noise', fc.array(noise, { maxLength: 60 }).map((parts) => parts.join(''))],
    ['characters', fc.string({ unit: 'binary', maxLength: 200 })],
    ['trees of the language’s own words', tree.map((value) => JSON.stringify(value))],
    [
      'trees under known keys',
      fc
        .tuple(tree, tree, tree)
        .map(([defaults, pools, route]) => JSON.stringify({ version: 1, defaults, pools, routes: [route] })),
    ],
  ])('is judged and never throws: %s', (_what, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const { plan, problems } = compilePolicy(text, 'policy.yaml', sampleCatalog);
        const lines = text.split('\n').length;
        expect(plan === undefined).toBe(problems.some((problem) => problem.severity === 'error'));
        for (const { line, column } of problems)
          expect([line >= 1 && line <= lines + 1, column >= 1]).toEqual([true, true]);
      }),
      { numRuns: 300 },
    );
  });

  it('a policy cut short anywhere is judged too', () => {
    const whole = template.replaceAll('§', '');
    for (let end = 0; end < whole.length; end++) {
      expect(() => compilePolicy(whole.slice(0, end), 'policy.yaml', sampleCatalog)).not.toThrow();
    }
  });
});
