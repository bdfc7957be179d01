import type { JsonSchema } from '@fairlead/plugin-sdk';
import { about, defined, extended, withDefaults } from './about.js';
import { byKind } from './by-kind.js';
import { dictionary, list, oneOrMany } from './collections.js';
import { duration, percent } from './quantities.js';
import { keyed, record, required } from './record.js';
import { integer, name, number, text, truth } from './scalars.js';
import { located, refine, whole, type Shape } from './shape.js';
import { word, wordOr } from './words.js';
import { written } from './written.js';

const string: JsonSchema = { type: 'string', minLength: 1 };

describe('the schema of a shape', () => {
  it.each<[string, Shape<unknown>, JsonSchema]>([
    ['text', text, string],
    ['a truth', truth, { type: 'boolean' }],
    ['bounds', integer({ min: 1, max: 3 }), { type: 'integer', minimum: 1, maximum: 3 }],
    ['an open bound', number({ min: 0 }), { type: 'number', minimum: 0 }],
    ['words', word(['a', 'b'], { later: ['c'] }), { enum: ['a', 'b'] }],
    ['a word or more', wordOr('auto', truth), { anyOf: [{ const: 'auto' }, { type: 'boolean' }] }],
    ['a list', list(truth), { type: 'array', minItems: 1, items: { type: 'boolean' } }],
    [
      'one or many',
      oneOrMany(truth),
      { anyOf: [{ type: 'boolean' }, { type: 'array', minItems: 1, items: { type: 'boolean' } }] },
    ],
    [
      'a dictionary',
      dictionary(text, truth),
      { type: 'object', propertyNames: string, additionalProperties: { type: 'boolean' } },
    ],
    [
      'a record, by the keys of the file',
      record({ aMs: keyed('a', truth), b: required(text) }),
      {
        type: 'object',
        properties: { a: { type: 'boolean' }, b: string },
        required: ['b'],
        additionalProperties: false,
      },
    ],
    ['kinds', byKind({ scalar: truth, list: list(truth) }), oneOrMany(truth).schema],
    ['a further step', refine(located(whole(truth)), () => 1), { type: 'boolean' }],
    [
      'what is said about it',
      keyed('k', about('Why.', truth, { default: false, example: true })),
      { type: 'boolean', description: 'Why.', default: false, examples: [true] },
    ],
    ['a rule between keys', extended(truth, { minProperties: 1 }), { type: 'boolean', minProperties: 1 }],
    [
      'a definition',
      about('Why.', defined('d', truth)),
      { $ref: '#/$defs/d', $defs: { d: { type: 'boolean' } }, description: 'Why.' },
    ],
  ])('says %s', (_what, shape, schema) => {
    expect(shape.schema).toEqual(schema);
  });

  it.each<[string, Shape<unknown>, RegExp]>([
    ['30s', duration, /^\^/],
    ['20%', percent, /^\^/],
    ['a-name', name, /^\^/],
  ])('has a pattern that fits %s', (fit, { schema }, anchored) => {
    const { pattern } = schema.pattern ? schema : Object.values(schema.$defs!)[0]!;
    expect(pattern).toMatch(anchored);
    expect(fit).toMatch(new RegExp(pattern!));
    expect(`${fit} `).not.toMatch(new RegExp(pattern!));
  });
});

describe('a value, written', () => {
  const limits = record({ waitMs: keyed('wait', wordOr('auto', duration)), share: percent, on: truth });
  const values = { waitMs: 90_000, share: 0.07, on: true };

  it('is spelled as the file would', () => {
    expect(written(limits, values)).toEqual({ wait: '90s', share: '7%', on: true });
    expect(written(limits, { waitMs: 'auto' })).toEqual({ wait: 'auto' });
  });

  it('becomes the default of a record, at every key', () => {
    const { schema } = withDefaults({ inner: values }, record({ inner: limits }));
    expect(schema.default).toEqual({ inner: { wait: '90s', share: '7%', on: true } });
    expect(schema.properties!['inner']!.properties!['share']).toMatchObject({ default: '7%' });
  });
});
