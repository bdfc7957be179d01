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
    let held = 0;
    while (held < HELD_BYTES && finder.found === undefined) {
      const next = await this.#source.next();
      if (next.done) {
        this.#ended = true;
        break;
      }
      held += next.value.length;
      this.#head.push(next.value);
      finder.feed(next.value);
    }
    this.model = finder.found;
  }

  async *open(model: string): AsyncIterable<Uint8Array> {
    const form = new FormModel(this.boundary, model);
    for (const chunk of this.#head) yield* filled(form.feed(chunk));
    while (!this.#ended) {
      this.spent = true;
      const next = await this.#source.next();
      if (next.done) this.#ended = true;
      else yield* filled(form.feed(next.value));
    }
    yield* filled(form.rest());
  }
}

function* filled(bytes: Uint8Array): Iterable<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
