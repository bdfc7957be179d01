import { pageUrl } from './page-url.js';

describe('pageUrl', () => {
  it.each([
    ['https://x.test/a?b=c d', 'https://x.test/a?b=c%20d'],
    ['https://x.test', 'https://x.test'],
    ['x.test', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (url, page) => {
    expect(pageUrl(url)).toBe(page);
  });
});
