import type { StreamEvent } from '@fairlead/dialects';

/** The bytes of events that stand side by side in one buffer are one write. */
export function joinNeighbours(events: readonly StreamEvent[]): Uint8Array {
  const first = events[0]!.bytes;
  if (events.length === 1) return first;
  let end = first.byteOffset;
  for (const { bytes } of events) {
    if (bytes.buffer !== first.buffer || bytes.byteOffset !== end)
      return Buffer.concat(events.map((event) => event.bytes));
    end += bytes.length;
  }
  return new Uint8Array(first.buffer, first.byteOffset, end - first.byteOffset);
}
