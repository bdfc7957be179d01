import { JsonEnd } from './json-end.js';

function completeAfter(text: string): number | undefined {
  const end = new JsonEnd();
  for (const [index, letter] of Array.from(text).entries()) {
    end.feed(letter);
    if (end.complete) return index;
  }
  return undefined;
}

describe('an object that comes letter by letter', () => {
  it.each([
    ['{}', 1],
    [' {"a":1} ', 7],
    ['{"a":{"b":[{}]}}', 15],
    ['{"a":"}"}', 8],
    ['{"a":"\\"}"}', 10],
    ['{"a":"\\\\"}', 9],
    ['[1]', 2],
    ['{"a":', undefined],
    ['', undefined],
    ['7', undefined],
  ])('%j is complete at letter %p', (text, at) => {
    expect(completeAfter(text)).toBe(at);
  });
});
