import { Likeness } from './likeness.js';

const learnt = (event: string) => {
  const likeness = new Likeness(['content', 'pad']);
  likeness.learn(Buffer.from(event));
  return (other: string) => likeness.covers(Buffer.from(other));
};
const event = (content: string, pad = 'x') =>
  `data: {"id":"c1","d":{"content":"${content}"},"pad":"${pad}"}\n\n`;

describe('Likeness', () => {
  it.each([
    ['the event itself', event('Hi')],
    ['another text', event(' there')],
    ['another padding', event('Hi', 'abcdef')],
    ['characters of several bytes', event('Grüße 🌊')],
    ['punctuation that means something outside of strings', event('{}[]:, data:')],
  ])('covers %s', (_, other) => {
    expect(learnt(event('Hi'))(other)).toBe(true);
  });

  it.each([
    ['an empty text', event('')],
    ['an empty padding', event('Hi', '')],
    ['an escape', event('a\\n')],
    ['an escaped quote', event('a\\"b')],
    ['a line feed inside the text', event('a\nb')],
    ['another id', event('Hi').replace('c1', 'c2')],
    ['one field more', event('Hi').replace('}\n', ',"error":{}}\n')],
    ['one field fewer', 'data: {"id":"c1","d":{"content":"Hi"}}\n\n'],
    ['a text that is null', event('Hi').replace('"Hi"', 'null')],
    ['half of it', event('Hi').slice(0, 30)],
    ['half of the text', event('Hi').slice(0, 37)],
    ['more behind it', `${event('Hi')}\n`],
    ['one that is too large', event('x'.repeat(4096))],
    ['nothing', ''],
  ])('does not cover %s', (_, other) => {
    expect(learnt(event('Hi'))(other)).toBe(false);
  });

  it.each([
    ['no such field', 'data: {"id":"c1"}\n\n'],
    ['an empty one', 'data: {"content":""}\n\n'],
    ['one with an escape', 'data: {"content":"a\\n"}\n\n'],
    ['two of a name', 'data: {"a":{"content":"x"},"b":{"content":"y"}}\n\n'],
    ['a field named inside a text', 'data: {"id":"\\"content\\":\\"x"}\n\n'],
  ])('learns nothing from an event with %s', (_, other) => {
    expect(learnt(other)(other)).toBe(false);
  });

  it('holds on to no bytes that it was shown', () => {
    const likeness = new Likeness(['content']);
    const shown = Buffer.from(event('Hi'));
    likeness.learn(shown);
    shown.fill(0);

    expect(likeness.covers(Buffer.from(event('Hi')))).toBe(true);
  });

  it('gives up where no event is like the one before', () => {
    const likeness = new Likeness(['content']);
    const numbered = (n: number) => Buffer.from(event('Hi').replace('c1', `c${n}`));
    for (let n = 0; n < 100; n++) {
      expect(likeness.covers(numbered(n))).toBe(false);
      likeness.learn(numbered(n));
    }

    expect(likeness.covers(numbered(99))).toBe(false);
  });
});
