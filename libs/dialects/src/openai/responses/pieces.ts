/** Between the pieces of a summary where they are one text. */
export const BETWEEN_PIECES = '\n\n';

export function joinPieces(pieces: readonly string[]): string {
  return pieces.join(BETWEEN_PIECES);
}

/** What it takes to part the text again; undefined for a single piece. Pieces hold blank lines themselves. */
export function pieceLengths(pieces: readonly string[]): readonly number[] | undefined {
  return pieces.length > 1 ? pieces.map((piece) => piece.length) : undefined;
}

/** The pieces of a text; one where the lengths do not fit it. */
export function partPieces(text: string, lengths: unknown): string[] {
  if (text === '') return [];
  if (!isLengths(lengths)) return [text];
  let at = 0;
  const pieces = lengths.map((length) => {
    const piece = text.slice(at, at + length);
    at += length + BETWEEN_PIECES.length;
    return piece;
  });
  return joinPieces(pieces) === text ? pieces : [text];
}

function isLengths(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((length) => typeof length === 'number');
}
