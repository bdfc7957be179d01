import { closedSchema } from './schema.js';

describe('closedSchema', () => {
  it.each([
    [{ type: 'string', maxLength: 3 }, { type: 'string' }],
    [{ type: 'object' }, { type: 'object', additionalProperties: false }],
    [
      { properties: { a: { type: 'object', additionalProperties: true } } },
      {
        properties: { a: { type: 'object', additionalProperties: false } },
        additionalProperties: false,
      },
    ],
    [
      { $defs: { maximum: { type: 'number', maximum: 3 } }, anyOf: [{ minimum: 1 }, true] },
      { $defs: { maximum: { type: 'number' } }, anyOf: [{}, true] },
    ],
    [
      { type: 'array', items: { enum: [{ minimum: 1 }], default: { maxItems: 1 } } },
      { type: 'array', items: { enum: [{ minimum: 1 }], default: { maxItems: 1 } } },
    ],
    [
      { type: 'object', properties: { properties: { minLength: 1 } }, required: ['properties'] },
      {
        type: 'object',
        properties: { properties: {} },
        required: ['properties'],
        additionalProperties: false,
      },
    ],
  ])('%j', (schema, closed) => {
    expect(closedSchema(schema)).toEqual(closed);
  });
});
