import { briefly } from '../testing/briefly.js';
import { plainValue } from './document-node.js';
import { Findings } from './findings.js';
import { readDocument } from './read-document.js';

function read(text: string): { plain: unknown; problems: string[] } {
  const findings = new Findings('some.yaml');
  const root = readDocument(text, findings);
  return { plain: root && plainValue(root), problems: findings.problems().map(briefly) };
}

describe('a readable document', () => {
  it.each<[string, string, unknown]>([
    [
      'scalars of every kind',
      'a: x\nb: 1.5\nc: true\nd: ~\ne:\n',
      { a: 'x', b: 1.5, c: true, d: null, e: null },
    ],
    ['lists and flow maps', 'a: [1, {b: 2}]\n', { a: [1, { b: 2 }] }],
    ['anchors and aliases', 'a: &x {k: 1}\nb: *x\nc: [*x]\n', { a: { k: 1 }, b: { k: 1 }, c: [{ k: 1 }] }],
    ['an anchor set anew', 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n', { a: 1, b: 1, c: 2, d: 2 }],
    ['an anchor on a key', '&x a: 1\nb: *x\n', { a: 1, b: 'a' }],
    [
      'keys that are no text keep their spelling',
      '1: a\n0x10: b\ntrue: c\n',
      { '1': 'a', '0x10': 'b', true: 'c' },
    ],
    ['a byte order mark', '\uFEFFa: 1\n', { a: 1 }],
    ['YAML 1.2 words', 'a: no\nb: on\n', { a: 'no', b: 'on' }],
    ['a key of the prototype', '__proto__: {a: 1}\n', JSON.parse('{"__proto__": {"a": 1}}')],
  ])('%s', (_what, text, expected) => {
    expect(read(text)).toEqual({ plain: expected, problems: [] });
  });
});

describe('what is wrong with a document', () => {
  it.each<[string, string, string[]]>([
    ['nothing at all', '', ['1:1 empty-file']],
    ['comments only', '# hello\n', ['1:1 empty-file']],
    ['an empty document', '---\n', ['1:1 empty-file']],
    ['an open bracket', 'a: 1\nb: [1\n', ['3:1 yaml-syntax']],
    ['a tab as indent', 'a:\n\tb: 1\n', ['2:1 yaml-syntax']],
    ['a tag', 'a: !secret b\n', ['1:4 yaml-syntax']],
    ['a second document', 'a: 1\n---\nb: 2\n', ['2:1 yaml-syntax']],
    ['a duplicate key', 'a: 1\nb: 2\na: 3\n', ['3:1 duplicate-key']],
    ['a duplicate key, deep in flow', 'a: [{b: 1, b: 2}]\n', ['1:12 duplicate-key']],
    ['a merge key', 'a: &x {k: 1}\nb:\n  <<: *x\n', ['3:3 merge-key']],
    ['a list as a key', '? [a]\n: 1\n', ['1:3 invalid-key']],
    ['an alias without an anchor', 'a: *x\n', ['1:4 unknown-anchor']],
    ['an alias above its anchor', 'a: *x\nb: &x 1\n', ['1:4 unknown-anchor']],
    ['an alias inside its anchor', 'a: &x [1, *x]\n', ['1:11 unknown-anchor']],
    ['51 aliases', `a: &x 1\nb: [${'*x, '.repeat(51)}]\n`, ['2:205 too-many-aliases']],
    ['nesting that would end the process', '['.repeat(20_000), ['1:1 yaml-syntax']],
  ])('%s', (_what, text, expected) => {
    expect(read(text).problems).toEqual(expected);
  });

  it('takes 50 aliases', () => {
    expect(read(`a: &x 1\nb: [${'*x, '.repeat(50)}]\n`).problems).toEqual([]);
  });

  it('shares what aliases repeat instead of multiplying it', () => {
    const levels = Array.from({ length: 24 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}]`);
    expect(read(['l0: &l0 x', ...levels].join('\n')).problems).toEqual([]);
  });
});
