/** A part's headers and what belongs to a boundary fit into this; a model's name does too. */
const MARGIN = 2048;

/**
 * Finds the `model` field of a form as it streams by, and writes another name into it. Every other byte stays. Text is
 * looked at as latin-1, so that one character is one byte.
 */
export class FormModel {
  /** The name as the caller wrote it, once it has come by. */
  found: string | undefined;
  readonly #value: RegExp;
  #held = '';

  /** @param boundary of the form's content type */
  constructor(
    boundary: string,
    readonly model: string | undefined,
  ) {
    const separator = `--${escaped(boundary)}`;
    const headers =
      '(?:[^\\r\\n]+\\r\\n)*?[^\\r\\n]*;\\s*name=(?:"model"|model(?=[;\\s]))[^\\r\\n]*\\r\\n(?:[^\\r\\n]+\\r\\n)*?';
    this.#value = new RegExp(`${separator}\\r\\n(?:${headers})\\r\\n([^]*?)\\r\\n(?=${separator})`, 'd');
  }

  /** @returns what may go out now: the last bytes are held, since a field may begin in them */
  feed(chunk: Uint8Array): Uint8Array {
    const text = this.#held + latin1(chunk);
    if (this.found !== undefined) return bytes(text);
    const match = this.#value.exec(text);
    const span = match?.indices?.[1];
    if (match === null || span === undefined) {
      const cut = Math.max(0, text.length - MARGIN);
      this.#held = text.slice(cut);
      return bytes(text.slice(0, cut));
    }
    this.found = match[1]!;
    this.#held = '';
    const written = Buffer.from(this.model ?? this.found, 'utf8').toString('latin1');
    return bytes(text.slice(0, span[0]) + written + text.slice(span[1]));
  }

  /** The form is over. */
  rest(): Uint8Array {
    const rest = this.#held;
    this.#held = '';
    return bytes(rest);
  }
}

/** Of `multipart/form-data; boundary=…`; undefined for anything else. */
export function formBoundary(contentType: string | undefined): string | undefined {
  const [, quoted, plain] =
    /^multipart\/form-data;.*?boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '') ?? [];
  return quoted ?? plain;
}

function latin1(chunk: Uint8Array): string {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
