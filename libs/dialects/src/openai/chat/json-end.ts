import {
  QUOTE,
  BACKSLASH,
  OPEN_BRACE,
  CLOSE_BRACE,
  OPEN_BRACKET,
  CLOSE_BRACKET,
} from '../../json/characters.js';

/** Sees where an object that comes in pieces is complete: a call's arguments end there, though nothing on the wire says so. */
export class JsonEnd {
  #depth = 0;
  #inString = false;
  #escaped = false;
  #complete = false;

  /** Whether the outermost bracket is closed. */
  get complete(): boolean {
    return this.#complete;
  }

  feed(text: string): void {
    for (let i = 0; i < text.length && !this.#complete; i++) this.#step(text.charCodeAt(i));
  }

  #step(code: number): void {
    if (this.#escaped) {
      this.#escaped = false;
    } else if (this.#inString) {
      if (code === BACKSLASH) this.#escaped = true;
      else if (code === QUOTE) this.#inString = false;
    } else if (code === QUOTE) {
      this.#inString = true;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      this.#depth++;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      this.#depth--;
      if (this.#depth === 0) this.#complete = true;
    }
  }
}
