import fc from 'fast-check';
import { splice, topLevelValues } from './top-level.js';

const bytes = (text: string) => Buffer.from(text, 'utf8');
const texts = (json: string, key: string) =>
  topLevelValues(bytes(json), key).map(({ start, end }) => bytes(json).subarray(start, end).toString('utf8'));

describe('topLevelValues', () => {
  it.each([
    ['{"model":"a"}', ['"a"']],
    ['  {\n\t"x" : [1,{"model":"no"}] , "model" :  "yes" }', ['"yes"']],
    ['{"model":"a\\"},{","model":"b"}', ['"a\\"},{"', '"b"']],
    ['{"mod\\u0065l":"escaped key"}', ['"escaped key"']],
    ['{"models":"no","mode":"no"}', []],
    ['{"model":-1.5e3,"y":true}', ['-1.5e3']],
    ['{"model":null}', ['null']],
    ['{"müller":"x","model":"é"}', ['"é"']],
    ['["model","x"]', []],
    ['{}', []],
  ])('finds the spans in %s', (json, expected) => {
    expect(texts(json, 'model')).toEqual(expected);
  });

  const key = fc.oneof(fc.constant('model'), fc.constant('stream'), fc.string({ unit: 'grapheme' }));
  it('agrees with JSON.parse on any object', () => {
    fc.assert(
      fc.property(
        fc.dictionary(key, fc.jsonValue()),
        fc.constantFrom(undefined, 1, '\t'),
        (object, indent) => {
          const json = JSON.stringify(object, undefined, indent);
          const expected = Object.hasOwn(object, 'model') ? [object['model']] : [];
          expect(texts(json, 'model').map((text): unknown => JSON.parse(text))).toEqual(
            expected.map((value): unknown => JSON.parse(JSON.stringify(value))),
          );
        },
      ),
    );
  });
});

describe('splice', () => {
  it('changes the ranges and nothing else', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (object, name) => {
        const json = bytes(JSON.stringify({ ...object, model: 'before' }, undefined, 2));
        const spliced = splice(json, topLevelValues(json, 'model'), bytes(JSON.stringify(name)));
        const expected = JSON.stringify({ ...object, model: name }, undefined, 2);
        expect(Buffer.from(spliced).toString('utf8')).toBe(expected);
      }),
    );
  });
});
