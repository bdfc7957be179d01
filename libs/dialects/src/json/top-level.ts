import { CLOSE_BRACE, COMMA, OPEN_BRACE, QUOTE } from './characters.js';
import { decodeUtf8 } from './decode.js';
import type { Span } from './splice.js';
import { ValueEnds } from './value-ends.js';

const TRUE = 0x74;
const FALSE = 0x66;

/** Names of top-level fields that a reader asks for, made once for all bodies. ASCII. */
export class FieldNames<Name extends string = string> {
  readonly #bytes: readonly Uint8Array[];

  constructor(readonly names: readonly Name[]) {
    this.#bytes = names.map((name) => Buffer.from(name));
  }

  /** @returns the place of the name that the string in `bytes[start..end]` says, quotes included; -1: not asked for */
  find(bytes: Uint8Array, start: number, end: number, escaped: boolean): number {
    if (escaped) return this.names.indexOf(JSON.parse(decodeUtf8(bytes.subarray(start, end))) as Name);
    const length = end - start - 2;
    for (let n = 0; n < this.#bytes.length; n++) {
      const name = this.#bytes[n]!;
      if (name.length !== length) continue;
      let at = 0;
      while (at < length && name[at] === bytes[start + 1 + at]) at++;
      if (at === length) return n;
    }
    return -1;
  }
}

/** The top-level fields that were asked for, where they stand in a body. A field that is written twice counts last. */
export class TopLevelFields<Name extends string = string> {
  readonly #spans: (Span[] | undefined)[] = [];
  readonly #buffer: Buffer;

  constructor(
    bytes: Uint8Array,
    readonly asked: FieldNames<Name>,
  ) {
    this.#buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  add(field: number, span: Span): void {
    const spans = this.#spans[field];
    if (spans === undefined) this.#spans[field] = [span];
    else spans.push(span);
  }

  /** Everywhere the field's value is written, in the order of the text. */
  spans(name: Name): readonly Span[] {
    return this.#spans[this.asked.names.indexOf(name)] ?? [];
  }

  /** What `JSON.parse` would give for the field. */
  value(name: Name): unknown {
    const last = this.spans(name).at(-1);
    if (last === undefined) return undefined;
    const first = this.#buffer[last.start];
    if (first === TRUE || first === FALSE) return first === TRUE;
    return JSON.parse(this.#buffer.toString('utf8', last.start, last.end));
  }

  /** Whether one of the texts stands in what is written for the field, be it in a name or a value. */
  mentions(name: Name, ...texts: readonly string[]): boolean {
    const last = this.spans(name).at(-1);
    const written = last && this.#buffer.subarray(last.start, last.end);
    return texts.some((text) => written?.includes(text));
  }
}

/**
 * Looks for top-level fields in the bytes of a JSON object. Nothing but their values is ever decoded.
 *
 * @returns undefined exactly where `JSON.parse` finds no object in the bytes as UTF-8
 */
export function scanTopLevel<Name extends string>(
  bytes: Uint8Array,
  asked: FieldNames<Name>,
): TopLevelFields<Name> | undefined {
  const values = new ValueEnds(bytes);
  const found = new TopLevelFields(bytes, asked);
  let i = values.skipSpace(0);
  if (bytes[i] !== OPEN_BRACE) return undefined;
  i = values.skipSpace(i + 1);
  while (bytes[i] === QUOTE) {
    const keyEnd = values.strings.endOf(i);
    const field = keyEnd < 0 ? -1 : asked.find(bytes, i, keyEnd, values.strings.escaped);
    const start = keyEnd < 0 ? -1 : values.behindColon(keyEnd);
    const end = values.endOf(start);
    if (end < 0) return undefined;
    if (field >= 0) found.add(field, { start, end });
    i = values.skipSpace(end);
    if (bytes[i] !== COMMA) break;
    i = values.skipSpace(i + 1);
    if (bytes[i] !== QUOTE) return undefined;
  }
  if (bytes[i] !== CLOSE_BRACE) return undefined;
  return values.skipSpace(i + 1) === bytes.length ? found : undefined;
}

/** What to tell the sender of a body in which the scan found no object. */
export function whyNoObject(bytes: Uint8Array): string {
  try {
    JSON.parse(decodeUtf8(bytes));
  } catch (error) {
    return `The request body is not valid JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  return 'The request body must be a JSON object.';
}
