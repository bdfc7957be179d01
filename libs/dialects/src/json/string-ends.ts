import { BACKSLASH, QUOTE } from './characters.js';

/** So many bytes of a string are looked at one by one, then it is taken for a long one. */
const NEAR_BYTES = 64;
/** In a body no larger than this, looking one by one is as fast. */
const SMALL_BYTES = 2048;
/** What may not stand in a string as it is: control characters, quotes and backslashes. */
const SPECIAL = new Uint8Array(256)
  .fill(1, 0, 0x20)
  .fill(1, QUOTE, QUOTE + 1)
  .fill(1, BACKSLASH, BACKSLASH + 1);
/** Letters that may follow a backslash alone. */
const ESCAPES = new Uint8Array(256);
for (const letter of Buffer.from('"\\/bfnrt')) ESCAPES[letter] = 1;
const UNICODE_ESCAPE = 0x75;

/** Finds where the strings of one JSON text end, as strictly as `JSON.parse`. */
export class StringEnds {
  /** Whether the last string held a backslash. */
  escaped = false;
  #long: LongStrings | undefined;
  readonly #nearBytes: number;

  constructor(readonly bytes: Uint8Array) {
    this.#nearBytes = bytes.length <= SMALL_BYTES ? SMALL_BYTES : NEAR_BYTES;
  }

  /** @returns the index behind the closing quote of the string that opens at `at`; -1 where it is no string */
  endOf(at: number): number {
    const { bytes } = this;
    this.escaped = false;
    let i = at + 1;
    for (;;) {
      const near = Math.min(bytes.length, i + this.#nearBytes);
      while (i < near && SPECIAL[bytes[i]!] === 0) i++;
      if (i === near && i < bytes.length) i = (this.#long ??= new LongStrings(bytes)).plainEnd(i);
      const byte = bytes[i];
      if (byte === QUOTE) return i + 1;
      if (byte !== BACKSLASH) return -1;
      this.escaped = true;
      i = escapeEnd(bytes, i);
      if (i < 0) return -1;
    }
  }
}

/** Reads ahead in strings by machine words: most of a large body is one string. */
class LongStrings {
  readonly #buffer: Buffer;
  /** The same memory by four bytes, from the first whole word on. */
  readonly #words: Int32Array;
  readonly #firstWord: number;
  /** Where the next backslash stands, seen from anywhere between the last search and here. */
  #backslash = -1;

  constructor(readonly bytes: Uint8Array) {
    const { buffer, byteOffset, length } = bytes;
    this.#buffer = Buffer.from(buffer, byteOffset, length);
    this.#firstWord = -byteOffset & 3;
    const count = Math.max(0, length - this.#firstWord) >> 2;
    this.#words = new Int32Array(buffer, count === 0 ? 0 : byteOffset + this.#firstWord, count);
  }

  /** @returns the first place from `from` on that is a quote, a backslash or a control character; the length at worst */
  plainEnd(from: number): number {
    const { bytes } = this;
    if (this.#backslash < from) this.#backslash = this.#find(BACKSLASH, from);
    const end = Math.min(this.#find(QUOTE, from), this.#backslash);
    let i = from;
    const wordsFrom = Math.min(end, this.#byteOf(this.#wordFrom(from)));
    while (i < wordsFrom && bytes[i]! >= 0x20) i++;
    if (i < wordsFrom) return i;
    i = Math.max(i, Math.min(end, this.#withoutControls(this.#wordFrom(i), end)));
    while (i < end && bytes[i]! >= 0x20) i++;
    return i;
  }

  /** @returns the index of a byte before which no word holds a byte below 0x20 */
  #withoutControls(firstWord: number, end: number): number {
    const words = this.#words;
    const last = (end - this.#firstWord) >> 2;
    let w = firstWord;
    for (; w + 4 <= last; w += 4) {
      const a = words[w]!;
      const b = words[w + 1]!;
      const c = words[w + 2]!;
      const d = words[w + 3]!;
      // A byte below 0x20 borrows from its highest bit, which it does not have itself.
      const borrowed =
        ((a - 0x20202020) & ~a) | ((b - 0x20202020) & ~b) | ((c - 0x20202020) & ~c) | ((d - 0x20202020) & ~d);
      if ((borrowed & 0x80808080) !== 0) break;
    }
    return this.#byteOf(w);
  }

  #wordFrom(byte: number): number {
    return (byte - this.#firstWord + 3) >> 2;
  }

  #byteOf(word: number): number {
    return (word << 2) + this.#firstWord;
  }

  #find(byte: number, from: number): number {
    const at = this.#buffer.indexOf(byte, from);
    return at < 0 ? this.bytes.length : at;
  }
}

/** @returns the index behind the escape whose backslash stands at `at`; -1 where it is none */
function escapeEnd(bytes: Uint8Array, at: number): number {
  const kind = bytes[at + 1]!;
  if (kind !== UNICODE_ESCAPE) return ESCAPES[kind] === 1 ? at + 2 : -1;
  for (let i = at + 2; i < at + 6; i++) if (!isHexDigit(bytes[i]!)) return -1;
  return at + 6;
}

function isHexDigit(byte: number): boolean {
  const lower = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x66);
}
