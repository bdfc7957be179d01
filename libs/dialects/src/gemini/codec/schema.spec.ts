import { jsonSchemaOf } from './schema.js';

describe('jsonSchemaOf', () => {
  it.each([
    [{ type: 'STRING' }, { type: 'string' }],
    [
      { type: 'string', $defs: { a: {} } },
      { type: 'string', $defs: { a: {} } },
    ],
    [{ type: 'STRING', nullable: true }, { type: ['string', 'null'] }],
    [
      { type: 'STRING', format: 'enum', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [{ anyOf: [{ type: 'NUMBER' }], nullable: true }, { anyOf: [{ type: 'number' }, { type: 'null' }] }],
    [{ type: 'STRING', nullable: false }, { type: 'string' }],
    [{ type: 'TYPE_UNSPECIFIED', description: 'd' }, { description: 'd' }],
    [
      { type: 'ARRAY', min_items: '2', maxItems: 3, items: { type: 'INTEGER' } },
      { type: 'array', minItems: 2, maxItems: 3, items: { type: 'integer' } },
    ],
    [
      {
        type: 'OBJECT',
        properties: { type: { type: 'NUMBER' } },
        propertyOrdering: ['type'],
        required: ['type'],
      },
      { type: 'object', properties: { type: { type: 'number' } }, required: ['type'] },
    ],
    [
      { type: 'object', properties: { max_items: { type: 'integer' } }, additionalProperties: false },
      { type: 'object', properties: { max_items: { type: 'integer' } }, additionalProperties: false },
    ],
  ])('%j', (own, expected) => {
    expect(jsonSchemaOf(own)).toEqual(expected);
  });
});
