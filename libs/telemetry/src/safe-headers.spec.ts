import { safeHeaders } from './safe-headers.js';

describe('safeHeaders', () => {
  it.each([
    ['Content-Type', 'application/json', { 'content-type': 'application/json' }],
    ['x-request-id', ['a', 'b'], { 'x-request-id': 'a, b' }],
    ['x-ratelimit-remaining-tokens', '12', { 'x-ratelimit-remaining-tokens': '12' }],
    ['vendor-ratelimit-requests-reset', '1s', { 'vendor-ratelimit-requests-reset': '1s' }],
    ['authorization', 'Bearer sk-1', {}],
    ['x-api-key', 'sk-1', {}],
    ['x-goog-api-key', 'k', {}],
    ['cookie', 's=1', {}],
    ['set-cookie', ['s=1'], {}],
    ['x-anything-new', 'v', {}],
    ['user-agent', undefined, {}],
  ])('%s', (name, value, expected) => {
    expect(safeHeaders({ [name]: value })).toEqual(expected);
  });
});
