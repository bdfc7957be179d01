import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './characters.js';
import { numberEnd } from './number-end.js';
import { StringEnds } from './string-ends.js';

/** Of each level that is open, what opened it. Scans never overlap, and hardly any goes deeper. */
const SHALLOW = new Uint8Array(128);
const LITERALS = ['true', 'false', 'null'].map((word) => Buffer.from(word));

/** Finds where the values of one JSON text end, as strictly as `JSON.parse`, to any depth without a call for each. */
export class ValueEnds {
  readonly strings: StringEnds;
  #open = SHALLOW;

  constructor(readonly bytes: Uint8Array) {
    this.strings = new StringEnds(bytes);
  }

  /** @returns the index behind the value that begins at `at`; -1 where it is none */
  endOf(at: number): number {
    let depth = 0;
    let i = at;
    while (i >= 0) {
      const byte = this.bytes[i];
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        const inside = this.skipSpace(i + 1);
        if (!closes(this.bytes[inside], byte)) {
          this.#enter(depth++, byte);
          i = byte === OPEN_BRACE ? this.#valueOf(inside) : inside;
          continue;
        }
        i = inside + 1;
      } else i = this.#scalarEnd(i, byte);
      while (depth > 0 && i >= 0) {
        i = this.skipSpace(i);
        const open = this.#open[depth - 1]!;
        if (this.bytes[i] === COMMA) {
          i = this.skipSpace(i + 1);
          if (open === OPEN_BRACE) i = this.#valueOf(i);
          break;
        }
        if (!closes(this.bytes[i], open)) return -1;
        depth--;
        i++;
        if (depth === 0) return i;
      }
      if (depth === 0) return i;
    }
    return -1;
  }

  skipSpace(at: number): number {
    const { bytes } = this;
    let i = at;
    while (bytes[i] === 0x20 || bytes[i] === 0x0a || bytes[i] === 0x0d || bytes[i] === 0x09) i++;
    return i;
  }

  /** @returns where the value of the key at `at` begins; -1 where there is no key with its colon */
  #valueOf(at: number): number {
    if (this.bytes[at] !== QUOTE) return -1;
    const end = this.strings.endOf(at);
    return end < 0 ? -1 : this.behindColon(end);
  }

  /** @returns where the value begins whose key has ended at `at`; -1 without a colon */
  behindColon(at: number): number {
    const colon = this.skipSpace(at);
    return this.bytes[colon] === COLON ? this.skipSpace(colon + 1) : -1;
  }

  #scalarEnd(at: number, first: number | undefined): number {
    if (first === QUOTE) return this.strings.endOf(at);
    if (first === MINUS || (first! >= 0x30 && first! <= 0x39)) return numberEnd(this.bytes, at);
    const word = LITERALS.find((literal) => literal[0] === first);
    return word?.every((byte, n) => this.bytes[at + n] === byte) ? at + word.length : -1;
  }

  #enter(depth: number, byte: number): void {
    if (depth === this.#open.length) {
      const deeper = new Uint8Array(depth * 4);
      deeper.set(this.#open);
      this.#open = deeper;
    }
    this.#open[depth] = byte;
  }
}

function closes(byte: number | undefined, open: number): boolean {
  return byte === (open === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET);
}
