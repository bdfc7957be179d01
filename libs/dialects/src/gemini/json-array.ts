import type { DialectError } from '../dialect-error.js';
import { geminiErrorText } from './error.js';

const NOTHING = new Uint8Array(0);

/**
 * Frames a stream as callers without `alt=sse` read it: one JSON array that grows by whole reply objects. An error is
 * its last element, which client libraries of the vendor raise.
 */
export class JsonArrayFraming {
  #opened = false;
  #ended = false;

  /** @param text one object, as JSON */
  event(text: string): Uint8Array {
    const before = this.#opened ? ',\r\n' : '[';
    this.#opened = true;
    return Buffer.from(before + text, 'utf8');
  }

  /** What completes the array; nothing where it is complete. */
  end(): Uint8Array {
    if (this.#ended) return NOTHING;
    this.#ended = true;
    return Buffer.from(this.#opened ? ']' : '[]', 'utf8');
  }

  /** The error as the last element, and the end. */
  error(error: DialectError): Uint8Array {
    return Buffer.concat([this.event(geminiErrorText(error)), this.end()]);
  }
}
