import { BACKSLASH, QUOTE } from '../json/characters.js';

/** A larger event is not one of hundreds. */
const MAX_BYTES = 4096;
/** Where so many in a row were learnt for nothing, every event has its own number or time. */
const MAX_UNLIKE = 8;
const SPACE = 0x20;

/**
 * Nearly all events of a stream are the one before with another piece of text. One that differs from an event which was
 * judged only in the values of such fields is judged alike, and need not be read.
 */
export class Likeness {
  readonly #opens: readonly Buffer[];
  /** What stands around the values; none while nothing is learnt. */
  #around: Buffer[] = [];
  #unlike = 0;

  /** @param fields whose values, short of being empty, change nothing in how an event is judged */
  constructor(fields: readonly string[]) {
    this.#opens = fields.map((field) => Buffer.from(`"${field}":"`));
  }

  /** From now on events are held against this one. */
  learn(event: Uint8Array): void {
    this.#around = [];
    if (event.length > MAX_BYTES || this.#unlike === MAX_UNLIKE) return;
    this.#unlike++;
    const bytes = Buffer.from(event);
    const values = this.#opens.flatMap((open) => valueBehind(bytes, open)).sort((a, b) => a.start - b.start);
    let from = 0;
    for (const { start, end } of values) {
      this.#around.push(bytes.subarray(from, start));
      from = end;
    }
    if (from > 0) this.#around.push(bytes.subarray(from));
  }

  covers(event: Uint8Array): boolean {
    if (!this.#fits(event)) return false;
    this.#unlike = 0;
    return true;
  }

  #fits(event: Uint8Array): boolean {
    const around = this.#around;
    const last = around.length - 1;
    if (last < 1 || event.length > MAX_BYTES) return false;
    let at = 0;
    for (let part = 0; part <= last; part++) {
      const piece = around[part]!;
      const end = at + piece.length;
      if (end > event.length || piece.compare(event, at, end) !== 0) return false;
      if (part === last) return end === event.length;
      at = plainEnd(event, end);
      if (at <= end) return false;
    }
    return false;
  }
}

interface Value {
  readonly start: number;
  readonly end: number;
}

/** The field's only value, without its quotes. Inside a string its name would have backslashes. */
function valueBehind(bytes: Buffer, open: Buffer): Value[] {
  const at = bytes.indexOf(open);
  if (at < 0 || bytes.includes(open, at + 1)) return [];
  const start = at + open.length;
  const end = plainEnd(bytes, start);
  return end > start ? [{ start, end }] : [];
}

/** @returns where the string that begins at `at` has its closing quote; -1 where anything in it wants to be read */
function plainEnd(bytes: Uint8Array, at: number): number {
  for (let i = at; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) return i;
    if (byte < SPACE || byte === BACKSLASH) return -1;
  }
  return -1;
}
