import { decoding, FieldReader } from './field-reader.js';

const read = <T>(object: object, use: (fields: FieldReader) => T) =>
  decoding(() => use(new FieldReader(object as Record<string, unknown>)));

describe('FieldReader', () => {
  it.each<[string, object, (fields: FieldReader) => unknown, string, string]>([
    ['a wrong type', { a: 1 }, (fields) => fields.text('a'), 'a', 'a must be a string.'],
    [
      'a count below 0',
      { a: -1 },
      (fields) => fields.count('a'),
      'a',
      'a must be a whole number of at least 0.',
    ],
    ['a required field', {}, (fields) => fields.need('a', fields.text('a')), 'a', 'a is required.'],
    [
      'an unknown word',
      { a: 'x' },
      (fields) => fields.word('a', ['p', 'q']),
      'a',
      'a must be one of "p", "q".',
    ],
    [
      'a text in a list',
      { a: [{}, 'x'] },
      (fields) => fields.children('a'),
      'a[1]',
      'a[1] must be an object.',
    ],
    [
      'a number among texts',
      { a: ['x', 1] },
      (fields) => fields.texts('a'),
      'a',
      'a must be a list of strings.',
    ],
    [
      'a field of an object in a list',
      { a: [{ b: { c: 1 } }] },
      (fields) => fields.children('a')![0]!.child('b')!.flag('c'),
      'a[0].b.c',
      'a[0].b.c must be true or false.',
    ],
  ])('refuses %s with its path', (_what, object, use, param, message) => {
    expect(read(object, use)).toEqual({ ok: false, param, message });
  });

  it('takes a null for an absent field', () => {
    expect(
      read({ a: null }, (fields) => [fields.text('a'), fields.children('a'), fields.child('b')]),
    ).toEqual({
      ok: true,
      value: [undefined, undefined, undefined],
    });
  });

  it('knows what nobody has asked for', () => {
    const rest = (object: object) =>
      read(object, (fields) => {
        fields.text('a');
        fields.skip('b');
        return fields.rest();
      });
    expect(rest({ a: 'x', b: 1, c: null, d: [2] })).toEqual({ ok: true, value: { c: null, d: [2] } });
    expect(rest({ a: 'x', b: 1 })).toEqual({ ok: true, value: undefined });
  });

  it('lets a mistake in a decoder out', () => {
    expect(() => decoding(() => (undefined as unknown as string).length)).toThrow(TypeError);
  });
});
