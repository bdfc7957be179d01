import { mergeMaps } from './merge-maps.js';

describe('merging', () => {
  it.each<[string, object, object | undefined, object]>([
    ['nothing over something', { a: 1 }, undefined, { a: 1 }],
    ['a scalar replaces', { a: 1, b: 2 }, { a: 3 }, { a: 3, b: 2 }],
    [
      'maps go key by key, at depth',
      { a: { b: 1, c: { d: 1, e: 1 } } },
      { a: { c: { d: 2 } } },
      { a: { b: 1, c: { d: 2, e: 1 } } },
    ],
    ['a list replaces', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    [
      'a dictionary goes by its keys, whole values',
      { a: new Map([['x', { p: 1, q: 1 }]]) },
      { a: new Map([['x', { p: 2 }]]) },
      { a: new Map([['x', { p: 2 }]]) },
    ],
    [
      'a dictionary keeps other keys',
      { a: new Map([['x', 1]]) },
      { a: new Map([['y', 2]]) },
      {
        a: new Map([
          ['x', 1],
          ['y', 2],
        ]),
      },
    ],
    ['a key of no base', { a: 1 }, { b: { c: 1 } }, { a: 1, b: { c: 1 } }],
  ])('%s', (_what, base, over, expected) => {
    const before = structuredClone(base);
    expect(mergeMaps(base, over)).toEqual(expected);
    expect(base).toEqual(before);
  });
});
