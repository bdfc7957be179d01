import { parseSizeBytes } from './size.js';

describe('a size', () => {
  it.each([
    ['32MiB', 33_554_432],
    ['1.5KiB', 1536],
    ['0B', 0],
    ['32', undefined],
    ['32MB', undefined],
    ['-1MiB', undefined],
  ])('%j', (text, bytes) => {
    expect(parseSizeBytes(text)).toBe(bytes);
  });
});
