import { addressBelow } from './address-below.js';

it.each([
  ['https://a.test/v1/responses', '/r_1', 'https://a.test/v1/responses/r_1'],
  [
    'https://a.test/v1/responses',
    '/r_1/input_items?limit=2',
    'https://a.test/v1/responses/r_1/input_items?limit=2',
  ],
  ['https://a.test/responses?v=1', '/r_1', 'https://a.test/responses/r_1?v=1'],
  ['https://a.test/responses?v=1', '/r_1?stream=true', 'https://a.test/responses/r_1?v=1&stream=true'],
  ['https://a.test/responses?v=1', '', 'https://a.test/responses?v=1'],
])('%s and %s', (address, suffix, expected) => {
  expect(addressBelow(address, suffix)).toBe(expected);
});
