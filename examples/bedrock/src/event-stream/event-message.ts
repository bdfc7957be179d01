/** One message of `application/vnd.amazon.eventstream`. */
export interface EventMessage {
  /** Those whose value is text; names such as `:event-type`. */
  readonly headers: ReadonlyMap<string, string>;
  readonly payload: Buffer;
}

const STRING = 7;

/** Bytes of a header's value by its type; those not here say their length in two bytes. */
const VALUE_BYTES: Readonly<Record<number, number>> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16 };

/** @throws RangeError when a header says that it is longer than all of them */
export function readHeaders(bytes: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + bytes.readUInt8(at);
    const type = bytes.readUInt8(nameEnd);
    const fixed = VALUE_BYTES[type];
    const start = nameEnd + 1 + (fixed === undefined ? 2 : 0);
    const end = start + (fixed ?? bytes.readUInt16BE(nameEnd + 1));
    if (end > bytes.length) throw new RangeError('a header ends behind the headers');
    if (type === STRING)
      headers.set(bytes.toString('utf8', at + 1, nameEnd), bytes.toString('utf8', start, end));
    at = end;
  }
  return headers;
}
