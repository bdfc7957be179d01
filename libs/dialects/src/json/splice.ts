/** Half-open byte range. */
export interface Span {
  readonly start: number;
  readonly end: number;
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
