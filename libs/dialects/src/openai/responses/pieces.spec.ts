import fc from 'fast-check';
import { joinPieces, partPieces, pieceLengths } from './pieces.js';

describe('pieces of a summary', () => {
  it('come apart as they went together, blank lines inside them or not', () => {
    const piece = fc.oneof(fc.constant('**A**\n\nb'), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(partPieces(joinPieces(pieces), pieceLengths(pieces))).toEqual(pieces);
      }),
    );
  });

  it.each([
    ['a\n\nb', undefined],
    ['a\n\nb', [5, 5]],
    ['a\n\nb', 'x'],
  ])('%j with lengths %j is one', (text, lengths) => {
    expect(partPieces(text, lengths)).toEqual([text]);
  });
});
