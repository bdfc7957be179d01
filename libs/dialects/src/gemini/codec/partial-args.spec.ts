import { PartialArgs } from './partial-args.js';

describe('PartialArgs', () => {
  it.each([
    ['nothing', [], {}],
    ['a number', [{ jsonPath: '$.a', numberValue: 2 }], { a: 2 }],
    ['a flag', [{ jsonPath: '$.a', boolValue: false }], { a: false }],
    ['a null', [{ jsonPath: '$.a', nullValue: 'NULL_VALUE' }], { a: null }],
    [
      'a text that grows',
      [
        { jsonPath: '$.a', stringValue: 'New ', willContinue: true },
        { jsonPath: '$.a', stringValue: 'York', willContinue: true },
        { jsonPath: '$.a', stringValue: '' },
      ],
      { a: 'New York' },
    ],
    [
      'places inside',
      [
        { jsonPath: '$.a.b[0].c', numberValue: 1 },
        { jsonPath: '$.a.b[1].c', numberValue: 2 },
        { jsonPath: "$['d e']", stringValue: 'x' },
      ],
      { a: { b: [{ c: 1 }, { c: 2 }] }, 'd e': 'x' },
    ],
    ['a place no input has', [{ jsonPath: '$.a[4294967290]', numberValue: 1 }], {}],
    ['a prototype', [{ jsonPath: '$.__proto__.polluted', boolValue: true }], {}],
    ['no path', [{ numberValue: 1 }], {}],
  ])('%s', (_name, pieces, expected) => {
    expect(new PartialArgs().add(pieces).value).toEqual(expected);
    expect({}).not.toHaveProperty('polluted');
  });
});
