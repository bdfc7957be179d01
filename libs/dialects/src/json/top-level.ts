import {
  QUOTE,
  BACKSLASH,
  COLON,
  COMMA,
  OPEN_BRACE,
  CLOSE_BRACE,
  OPEN_BRACKET,
  CLOSE_BRACKET,
} from './characters.js';

/** Half-open byte range. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds where the values of one top-level key stand in the bytes of a JSON object, without decoding the rest.
 * A key that is written twice gives two spans; a key written with escapes is recognised too.
 *
 * @param bytes the UTF-8 text of an object that `JSON.parse` accepts; anything else gives meaningless spans
 */
export function topLevelValues(bytes: Uint8Array, key: string): Span[] {
  const spans: Span[] = [];
  let at = skipSpace(bytes, 0);
  if (bytes[at] !== OPEN_BRACE) return spans;
  at = skipSpace(bytes, at + 1);
  while (at < bytes.length && bytes[at] === QUOTE) {
    const keyEnd = stringEnd(bytes, at);
    const hit = keyIs(bytes, at, keyEnd, key);
    at = skipSpace(bytes, keyEnd);
    if (bytes[at] !== COLON) break;
    const start = skipSpace(bytes, at + 1);
    const end = valueEnd(bytes, start);
    if (hit) spans.push({ start, end });
    at = skipSpace(bytes, end);
    if (bytes[at] !== COMMA) break;
    at = skipSpace(bytes, at + 1);
  }
  return spans;
}

/** Replaces byte ranges (ascending, not overlapping) and leaves every other byte as it is. */
export function splice(bytes: Uint8Array, spans: readonly Span[], replacement: Uint8Array): Uint8Array {
  const removed = spans.reduce((sum, span) => sum + span.end - span.start, 0);
  const out = Buffer.allocUnsafe(bytes.length - removed + spans.length * replacement.length);
  let read = 0;
  let write = 0;
  for (const { start, end } of spans) {
    out.set(bytes.subarray(read, start), write);
    write += start - read;
    out.set(replacement, write);
    write += replacement.length;
    read = end;
  }
  out.set(bytes.subarray(read), write);
  return out;
}

function keyIs(bytes: Uint8Array, start: number, end: number, key: string): boolean {
  let escaped = false;
  for (let i = start + 1; i < end - 1 && !escaped; i++) escaped = bytes[i] === BACKSLASH;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
  return escaped ? JSON.parse(text) === key : text.length === key.length + 2 && text.startsWith(key, 1);
}

function skipSpace(bytes: Uint8Array, at: number): number {
  let i = at;
  while (bytes[i] === 0x20 || bytes[i] === 0x0a || bytes[i] === 0x0d || bytes[i] === 0x09) i++;
  return i;
}

/** Index behind the closing quote of the string that opens at `at`. */
function stringEnd(bytes: Uint8Array, at: number): number {
  let i = at + 1;
  while (i < bytes.length) {
    const byte = bytes[i];
    if (byte === QUOTE) return i + 1;
    i += byte === BACKSLASH ? 2 : 1;
  }
  return bytes.length;
}

function valueEnd(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first === QUOTE) return stringEnd(bytes, at);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return nestedEnd(bytes, at);
  let i = at;
  while (i < bytes.length && !endsScalar(bytes[i]!)) i++;
  return i;
}

function nestedEnd(bytes: Uint8Array, at: number): number {
  let depth = 0;
  let i = at;
  while (i < bytes.length) {
    const byte = bytes[i];
    if (byte === QUOTE) {
      i = stringEnd(bytes, i);
      continue;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
    i++;
    if (depth === 0) return i;
  }
  return bytes.length;
}

function endsScalar(byte: number): boolean {
  return byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte <= 0x20;
}
