import { didYouMean } from './did-you-mean.js';

describe('didYouMean', () => {
  it.each<[word: string, known: string[], near: string | undefined]>([
    ['api_kye', ['api_key', 'base_url'], 'api_key'],
    ['apikey', ['api_key', 'base_url'], 'api_key'],
    ['API_KEY', ['api_key'], 'api_key'],
    ['baseurl', ['api_key', 'base_url'], 'base_url'],
    ['overload', ['overloaded', 'stall'], 'overloaded'],
    ['stal', ['stall', 'small'], 'stall'],
    ['timeout', ['api_key', 'base_url'], undefined],
    ['a', ['b'], 'b'],
    ['a', ['bc'], undefined],
    ['anything', [], undefined],
  ])('%j among %j: %j', (word, known, near) => {
    expect(didYouMean(word, known)).toBe(near);
  });
});
