import { schemaInstance } from './schema-instance.js';

describe('schemaInstance', () => {
  it.each<[schema: object, instance: unknown]>([
    [{ type: 'string' }, 'harbour'],
    [{ type: 'string', maxLength: 3 }, 'har'],
    [{ type: 'string', minLength: 9 }, 'harbour~~'],
    [{ type: 'string', format: 'date' }, '2024-01-01'],
    [{ type: 'boolean' }, false],
    [{ type: 'null' }, null],
    [{ type: 'integer' }, 0],
    [{ type: 'integer', minimum: 2.5 }, 3],
    [{ type: 'integer', exclusiveMinimum: 4 }, 5],
    [{ type: 'integer', maximum: -2 }, -2],
    [{ type: 'integer', minimum: 7, multipleOf: 5 }, 10],
    [{ type: 'number', minimum: 2.5 }, 2.5],
    [{ type: 'number', exclusiveMinimum: 0 }, 0.5],
    [{ enum: ['b', 'a'] }, 'b'],
    [{ const: 7 }, 7],
    [{ type: ['string', 'null'] }, 'harbour'],
    [{ anyOf: [{ type: 'boolean' }, { type: 'string' }] }, false],
    [{ oneOf: [{ type: 'null' }, { type: 'string' }] }, null],
    [{ type: 'array', items: { type: 'integer' } }, []],
    [{ type: 'array', items: { type: 'integer' }, minItems: 2 }, [0, 0]],
    [{ type: 'object', properties: { a: { type: 'null' }, b: {} }, required: ['a'] }, { a: null }],
    [{ properties: { a: { const: 1 } }, required: ['a'] }, { a: 1 }],
    [{ $ref: '#/$defs/ship', $defs: { ship: { enum: ['ketch'] } } }, 'ketch'],
    [{ $ref: '#/$defs/a~1b', $defs: { 'a/b': { const: 1 } } }, 1],
    [
      {
        allOf: [{ $ref: '#/$defs/named' }, { properties: { age: { type: 'integer' } }, required: ['age'] }],
        $defs: { named: { type: 'object', properties: { name: { const: 'Étoile' } }, required: ['name'] } },
      },
      { name: 'Étoile', age: 0 },
    ],
    [{}, null],
  ])('%j → %j', (schema, instance) => {
    expect(schemaInstance(schema)).toEqual(instance);
  });

  it.each<[why: string, schema: object]>([
    [
      'requires itself twice',
      { type: 'object', properties: { a: { $ref: '#' }, b: { $ref: '#' } }, required: ['a', 'b'] },
    ],
    ['refers to itself', { $ref: '#' }],
    ['wants a list without end', { type: 'array', minItems: 1e9, items: {} }],
    ['wants a text without end', { type: 'string', minLength: 1e9 }],
  ])('comes to an end when the schema %s', (_why, schema) => {
    expect(JSON.stringify(schemaInstance(schema)).length).toBeLessThan(50_000);
  });
});
