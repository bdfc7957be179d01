import { Findings } from '../document/findings.js';
import { readDocument } from '../document/read-document.js';
import { briefly } from '../testing/briefly.js';
import { byKind } from './by-kind.js';
import { dictionary, list, oneOrMany } from './collections.js';
import { duration, percent } from './quantities.js';
import { expected, keyed, record, required } from './record.js';
import { integer, name, number, text, truth } from './scalars.js';
import { located, type Shape } from './shape.js';
import { word, wordOr } from './words.js';

function read<T>(shape: Shape<T>, yaml: string): [T | undefined, ...string[]] {
  const findings = new Findings('some.yaml');
  const root = readDocument(yaml, findings);
  const value = root && shape.read(root, findings);
  return [value, ...findings.problems().map((problem) => [briefly(problem), problem.hint].join(' | '))];
}

describe('scalars', () => {
  it.each<[Shape<unknown>, string, [unknown, ...string[]]]>([
    [text, 'abc', ['abc']],
    [text, '"1.10"', ['1.10']],
    [text, '1.10', [undefined, '1:1 wrong-type | quote it: "1.1"']],
    [text, '""', [undefined, '1:1 invalid-value | ']],
    [text, '[a]', [undefined, '1:1 wrong-type | ']],
    [name, 'tier-1.b_c', ['tier-1.b_c']],
    [
      name,
      'a/b',
      [
        undefined,
        '1:1 invalid-value | use letters, digits, ".", "_" and "-", at most 64, the first a letter or a digit',
      ],
    ],
    [truth, 'false', [false]],
    [truth, 'no', [undefined, '1:1 wrong-type | ']],
    [integer({ min: 1 }), '3', [3]],
    [integer({ min: 1 }), '0', [undefined, '1:1 invalid-value | ']],
    [integer({ min: 1 }), '1.5', [undefined, '1:1 wrong-type | ']],
    [integer({ min: 1, max: 2 }), '3', [undefined, '1:1 invalid-value | ']],
    [number({ min: 0 }), '0.25', [0.25]],
    [number({ min: 0 }), '.inf', [undefined, '1:1 wrong-type | ']],
    [word(['full', 'none']), 'full', ['full']],
    [word(['full', 'none']), 'ful', [undefined, '1:1 invalid-value | did you mean "full"?']],
    [word(['full'], { later: ['half'] }), 'half', [undefined, '1:1 unsupported-value | supported: full']],
    [word(['a-class'], { code: 'unknown-class' }), 'x', [undefined, '1:1 unknown-class | known: a-class']],
    [wordOr('auto', duration), 'auto', ['auto']],
    [wordOr('auto', duration), '2s', [2000]],
  ])('%#: %o reads %s', (shape, yaml, expected) => {
    expect(read(shape, yaml)).toEqual(expected);
  });
});

describe('quantities', () => {
  it.each<[Shape<number>, string, [unknown, ...string[]]]>([
    [duration, '250ms', [250]],
    [duration, '1h30m', [5_400_000]],
    [duration, '30', [undefined, '1:1 unit-missing | say which: 30ms, 30s or 30m']],
    [duration, '"30"', [undefined, '1:1 unit-missing | say which: 30ms, 30s or 30m']],
    [duration, '30 sec', [undefined, '1:1 invalid-duration | ']],
    [duration, '-5s', [undefined, '1:1 invalid-duration | ']],
    [duration, '0s', [undefined, '1:1 invalid-value | ']],
    [duration, '25d', [undefined, '1:1 invalid-value | ']],
    [duration, '{}', [undefined, '1:1 wrong-type | ']],
    [percent, '12.5%', [0.125]],
    [percent, '20', [undefined, '1:1 unit-missing | write 20%']],
    [percent, '0.2', [undefined, '1:1 unit-missing | write 20%']],
    [percent, '101%', [undefined, '1:1 invalid-value | ']],
    [percent, 'half', [undefined, '1:1 invalid-percent | ']],
  ])('%#: %o reads %s', (shape, yaml, expected) => {
    expect(read(shape, yaml)).toEqual(expected);
  });
});

describe('collections', () => {
  it.each<[string, Shape<unknown>, string, [unknown, ...string[]]]>([
    ['a list', list(text), '[a, b]', [['a', 'b']]],
    [
      'a list leaves out what it cannot read',
      list(text),
      '[a, 1]',
      [['a'], '1:5 wrong-type | quote it: "1"'],
    ],
    ['an empty list', list(text), '[]', [undefined, '1:1 invalid-value | ']],
    ['no list', list(text), 'a', [undefined, '1:1 wrong-type | ']],
    ['one', oneOrMany(text), 'a', [['a']]],
    ['many', oneOrMany(text), '[a, b]', [['a', 'b']]],
    [
      'a dictionary',
      dictionary(name, text),
      'a: b',
      [new Map([['a', { value: 'b', place: { line: 1, column: 1 } }]])],
    ],
    [
      'a bad key',
      dictionary(name, text),
      'a b: c',
      [new Map(), expect.stringContaining('1:1 invalid-value')],
    ],
    ['located', located(text), '\n  a', [{ value: 'a', place: { line: 2, column: 3 } }]],
    ['by kind', byKind({ scalar: text, list: list(text) }), '[a]', [['a']]],
    ['a kind that is not taken', byKind({ scalar: text }), '[a]', [undefined, '1:1 wrong-type | ']],
  ])('%s', (_what, shape, yaml, expected) => {
    expect(read(shape, yaml)).toEqual(expected);
  });
});

describe('records', () => {
  const shape = record(
    {
      id: required(text),
      kind: expected(text),
      waitMs: keyed('wait', duration),
      nested: record({ a: text }),
    },
    { later: ['hedge'] },
  );

  it.each<[string, string, [unknown, ...string[]]]>([
    ['is read with absent keys absent', 'id: x\nkind: y', [{ id: 'x', kind: 'y' }]],
    ['renames keys', 'id: x\nkind: y\nwait: 1s', [{ id: 'x', kind: 'y', waitMs: 1000 }]],
    ['goes on without what is expected', 'id: x', [{ id: 'x' }, '1:1 missing-key | ']],
    ['is nothing without what is required', 'kind: y', [undefined, '1:1 missing-key | ']],
    ['reports a broken required value once', 'id: [x]\nkind: y', [undefined, '1:5 wrong-type | ']],
    [
      'knows a slip',
      'id: x\nkind: y\nwiat: 1s',
      [{ id: 'x', kind: 'y' }, '3:1 unknown-key | did you mean "wait"?'],
    ],
    [
      'knows what is not there yet',
      'id: x\nkind: y\nhedge: 1',
      [{ id: 'x', kind: 'y' }, '3:1 unknown-key | not supported by this version'],
    ],
    [
      'lists what it knows',
      'id: x\nkind: y\nzzz: 1',
      [{ id: 'x', kind: 'y' }, '3:1 unknown-key | known: id, kind, wait, nested'],
    ],
    ['is no list', '[a]', [undefined, '1:1 wrong-type | keys: id, kind, wait, nested']],
    [
      'finds an empty nested map',
      'id: x\nkind: y\nnested:',
      [{ id: 'x', kind: 'y' }, '3:8 wrong-type | keys: a'],
    ],
    [
      'says nothing more of what is broken',
      'id: x\nkind: *y',
      [{ id: 'x' }, expect.stringContaining('2:7 unknown-anchor')],
    ],
  ])('%s', (_what, yaml, expected) => {
    expect(read(shape, yaml)).toEqual(expected);
  });
});
