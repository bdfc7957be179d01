import fc from 'fast-check';
import { OverlapSeam, SpliceSeam, type Seam } from './seam.js';

const joined = (delivered: string, seam: Seam, pieces: readonly string[]): string =>
  delivered + pieces.map((piece) => seam.feed(piece)).join('') + seam.end();

describe('a second half that goes on from a prefill', () => {
  it.each<[string, string, string, string, readonly string[]]>([
    ['goes on', 'One two', '', 'One two three', [' three']],
    [
      'leaves out the words it repeats',
      'The quick brown fox',
      '',
      'The quick brown fox jumps',
      ['quick brown fox', ' jumps'],
    ],
    [
      'whatever pieces they come in',
      'The quick brown fox',
      '',
      'The quick brown fox jumps',
      'quick brown fox jumps'.split(''),
    ],
    ['takes a short repetition for chance', 'They al', '', 'They allow', ['low']],
    ['keeps the space that the prefill went without', 'One ', ' ', 'One two', ['two']],
    ['has that space once', 'One ', ' ', 'One two', [' two']],
    ['has a line break once', 'One\n\n', '\n\n', 'One\n\ntwo', ['\n', '\n', 'two']],
    [
      'ends in the middle of what may be a repetition',
      'The quick brown fox',
      '',
      'The quick brown foxquick b',
      ['quick b'],
    ],
    ['adds nothing', 'One', '', 'One', []],
  ])('%s', (_what, delivered, trimmed, whole, pieces) => {
    expect(joined(delivered, new OverlapSeam(delivered, trimmed), pieces)).toBe(whole);
  });

  it('loses nothing of a text that repeats nothing, however it is cut', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', ' '), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 90 }), (pieces) => {
        expect(joined('XYZ', new OverlapSeam('XYZ', ''), pieces)).toBe(`XYZ${pieces.join('')}`);
      }),
    );
  });
});

describe('a second answer from its beginning', () => {
  it('is joined where it is the same so far, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.infiniteStream(fc.integer({ min: 1, max: 4 })),
        (begun, rest, sizes) => {
          const pieces: string[] = [];
          for (let left = begun + rest; left !== ''; left = left.slice(pieces.at(-1)!.length))
            pieces.push(left.slice(0, sizes.next().value));
          expect(joined(begun, new SpliceSeam(begun), pieces)).toBe(begun + rest);
        },
      ),
    );
  });

  it.each<[string, readonly string[]]>([
    ['another word', ['One', ' three']],
    ['another word in one piece', ['One three']],
    ['an end before the seam', ['One']],
  ])('is given up at %s', (_what, pieces) => {
    expect(() => joined('One two', new SpliceSeam('One two'), pieces)).toThrow(
      'does not begin with what the caller has',
    );
  });
});
