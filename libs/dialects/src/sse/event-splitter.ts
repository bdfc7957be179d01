const LF = 0x0a;
const CR = 0x0d;
const NOTHING = new Uint8Array(0);

/** One event of a stream that never ends would fill memory; 16 MiB is above every image delta seen. */
const MAX_EVENT_BYTES = 16 * 1024 * 1024;

/**
 * Cuts a byte stream into server-sent events without decoding it, so that what is passed on stays the provider's own
 * bytes. Lines may end in LF, CRLF or CR, and a cut may fall anywhere, also inside a character or between CR and LF.
 */
export class EventSplitter {
  /** What came after the last complete event: the first `#size` bytes of a buffer that doubles when it is full. */
  #held = NOTHING;
  #size = 0;
  /** The line under the cursor has no byte yet. */
  #lineEmpty = true;
  #afterCr = false;

  /**
   * @returns complete events, each with the blank line that ends it, as neighbours in one buffer
   * @throws RangeError when one event grows over 16 MiB
   */
  feed(chunk: Uint8Array): Uint8Array[] {
    if (this.#isOneEvent(chunk)) return [chunk];
    const ends = this.#scan(chunk);
    const before = this.#size;
    let bytes = chunk;
    if (before > 0 || ends.length === 0) {
      this.#append(chunk);
      bytes = this.#held.subarray(0, this.#size);
    }
    const events: Uint8Array[] = [];
    let start = 0;
    for (const end of ends) {
      events.push(bytes.subarray(start, before + end));
      start = before + end;
    }
    if (ends.length > 0) {
      // The events keep the buffer; what is left over begins a new one.
      this.rest();
      if (start < bytes.length) this.#append(bytes.subarray(start));
    }
    if (this.#size > MAX_EVENT_BYTES) throw new RangeError('one event of the stream is over 16 MiB');
    return events;
  }

  /** What came after the last complete event; a stream may end without its last blank line. */
  rest(): Uint8Array {
    const rest = this.#held.subarray(0, this.#size);
    this.#held = NOTHING;
    this.#size = 0;
    return rest;
  }

  /** Most chunks are one event of one line, and nothing is left of an earlier one: no byte of it need be looked at here. */
  #isOneEvent(chunk: Uint8Array): boolean {
    if (this.#size > 0 || this.#afterCr || !this.#lineEmpty) return false;
    const line = chunk.length - 2;
    return line > 0 && chunk[line + 1] === LF && chunk.indexOf(LF) === line && chunk.indexOf(CR) < 0;
  }

  /** Where in the chunk events end. Every byte is looked at once. */
  #scan(chunk: Uint8Array): number[] {
    const ends: number[] = [];
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i];
      if (byte === LF && this.#afterCr) {
        // The second half of a CRLF whose CR ended the line already. It belongs to the event just cut, if one was.
        this.#afterCr = false;
        if (ends.length > 0 && ends[ends.length - 1] === i) ends[ends.length - 1] = i + 1;
        continue;
      }
      this.#afterCr = byte === CR;
      if (byte !== LF && byte !== CR) {
        this.#lineEmpty = false;
        continue;
      }
      if (this.#lineEmpty) ends.push(i + 1);
      this.#lineEmpty = true;
    }
    return ends;
  }

  #append(bytes: Uint8Array): void {
    const size = this.#size + bytes.length;
    if (size > this.#held.length) {
      const larger = Buffer.allocUnsafe(Math.max(size, 2 * this.#size));
      larger.set(this.#held.subarray(0, this.#size));
      this.#held = larger;
    }
    this.#held.set(bytes, this.#size);
    this.#size = size;
  }
}
