import { encodeRequest } from './encode-request.js';

const conversation = { model: 'm', stream: false, messages: [] };

describe('a chat request', () => {
  it.each([
    [[], undefined],
    [['a'], ['a']],
    [
      ['a', 'b', 'c', 'd', 'e'],
      ['a', 'b', 'c', 'd'],
    ],
  ])('with the stop sequences %j has %j: an empty list is an error there', (stop, said) => {
    expect(encodeRequest({ ...conversation, stop }, 'm')['stop']).toEqual(said);
  });
});
