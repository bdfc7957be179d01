const LF = 0x0a;
const CR = 0x0d;

/** One event of a stream that never ends would fill memory; 16 MiB is above every image delta seen. */
const MAX_EVENT_BYTES = 16 * 1024 * 1024;

/**
 * Cuts a byte stream into server-sent events without decoding it, so that what is passed on stays the provider's own
 * bytes. Lines may end in LF, CRLF or CR, and a cut may fall anywhere, also inside a character or between CR and LF.
 */
export class EventSplitter {
  #held: Uint8Array = new Uint8Array(0);
  #scanned = 0;
  /** The line under the cursor has no byte yet. */
  #lineEmpty = true;
  #afterCr = false;

  /**
   * @returns complete events, each with the blank line that ends it, as neighbours in one buffer
   * @throws RangeError when one event grows over 16 MiB
   */
  feed(chunk: Uint8Array): Uint8Array[] {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const events: Uint8Array[] = [];
    let start = 0;
    for (let i = this.#scanned; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte === LF && this.#afterCr) {
        // The second half of a CRLF whose CR ended the line already. It belongs to the event just cut, if one was.
        this.#afterCr = false;
        if (i === start && events.length > 0) {
          events[events.length - 1] = bytes.subarray(start - events[events.length - 1]!.length, i + 1);
          start = i + 1;
        }
        continue;
      }
      this.#afterCr = byte === CR;
      if (byte !== LF && byte !== CR) {
        this.#lineEmpty = false;
        continue;
      }
      if (this.#lineEmpty) {
        events.push(bytes.subarray(start, i + 1));
        start = i + 1;
      }
      this.#lineEmpty = true;
    }
    this.#held = bytes.subarray(start);
    this.#scanned = this.#held.length;
    if (this.#held.length > MAX_EVENT_BYTES) throw new RangeError('one event of the stream is over 16 MiB');
    return events;
  }

  /** What came after the last complete event; a stream may end without its last blank line. */
  rest(): Uint8Array {
    const rest = this.#held;
    this.#held = new Uint8Array(0);
    this.#scanned = 0;
    return rest;
  }
}
