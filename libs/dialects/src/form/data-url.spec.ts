import { parseDataUrl, toDataUrl } from './data-url.js';

describe('data URLs', () => {
  it.each([
    ['data:image/png;base64,QUJD', { mediaType: 'image/png', base64: 'QUJD' }],
    ['data:text/plain;charset=utf-8;base64,QQ==', { mediaType: 'text/plain;charset=utf-8', base64: 'QQ==' }],
    ['data:;base64,QQ==', { base64: 'QQ==' }],
    ['data:text/plain,hello', undefined],
    ['https://x.test/a.png', undefined],
    ['data:nonsense', undefined],
  ])('%s', (url, parts) => {
    expect(parseDataUrl(url)).toEqual(parts);
  });

  it('are written as they are read', () => {
    expect(parseDataUrl(toDataUrl('image/png', 'QUJD'))).toEqual({ mediaType: 'image/png', base64: 'QUJD' });
  });
});
