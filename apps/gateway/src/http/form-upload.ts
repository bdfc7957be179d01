import type { Readable } from 'node:stream';
import type { Upload } from '@fairlead/engine';
import { FormModel } from './form-model.js';

/** How much of a form is held to find out which model it is for, and to be sent again where a target is not reached. */
const HELD_BYTES = 1024 * 1024;

/** A form on its way to a provider. It is read as it comes: only its beginning is ever held. */
export class FormUpload implements Upload {
  /** As the caller wrote it; undefined where it stands behind more than is held. */
  model: string | undefined;
  spent = false;
  readonly #head: Uint8Array[] = [];
  readonly #source: AsyncIterator<Uint8Array>;
  #held = 0;
  #ended = false;

  constructor(
    body: Readable,
    readonly boundary: string,
  ) {
    this.#source = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  }

  /** Reads until the model's name has come by, or as much as is held. */
  async begin(): Promise<void> {
    const finder = new FormModel(this.boundary, undefined);
    while (this.#held < HELD_BYTES && !this.#ended && finder.found === undefined) {
      const chunk = await this.#read();
      if (chunk !== undefined) finder.feed(chunk);
    }
    this.model = finder.found;
  }

  async *open(model: string): AsyncIterable<Uint8Array> {
    const form = new FormModel(this.boundary, model);
    for (const chunk of this.#head) yield* filled(form.feed(chunk));
    while (!this.#ended) {
      const chunk = await this.#read();
      if (chunk !== undefined) yield* filled(form.feed(chunk));
    }
    yield* filled(form.rest());
  }

  /** What fits is held, so that a small form can be sent again. */
  async #read(): Promise<Uint8Array | undefined> {
    const { done, value } = await this.#source.next();
    if (done) {
      this.#ended = true;
      return undefined;
    }
    if (this.#held < HELD_BYTES) this.#head.push(value);
    else this.spent = true;
    this.#held += value.length;
    return value;
  }
}

function* filled(bytes: Uint8Array): Iterable<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
