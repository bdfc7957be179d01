import type { Readable } from 'node:stream';
import type { Upload } from '@fairlead/engine';
import { FormModel } from './form-model.js';
import { discardBody } from './lingering.js';

/** How much of a form is held to find out which model it is for, and to be sent again where a target is not reached. */
const HELD_BYTES = 1024 * 1024;

/** A form on its way to a provider. It is read as it comes: only its beginning is ever held. */
export class FormUpload implements Upload {
  /** As the caller wrote it; undefined where it stands behind more than is held. */
  model: string | undefined;
  spent = false;
  readBytes = 0;
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #held: Uint8Array[] = [];
  /** Pieces that are no longer held. */
  #forgotten = 0;
  #reading: Promise<void> | undefined;
  /** Attempts so far. */
  #turn = 0;

  constructor(
    readonly body: Readable,
    readonly boundary: string,
  ) {
    // The connection must outlive its request's body: the answer goes out on it.
    this.#source = body.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
  }

  /** Reads until the model's name has come by, or as much as is held. */
  async begin(): Promise<void> {
    const finder = new FormModel(this.boundary, undefined);
    for (let at = 0; this.readBytes < HELD_BYTES && finder.found === undefined; at++) {
      await this.#read();
      const chunk = this.#held[at];
      if (chunk === undefined) break;
      finder.feed(chunk);
    }
    this.model = finder.found;
  }

  async *open(model: string): AsyncIterable<Uint8Array> {
    const turn = ++this.#turn;
    const form = new FormModel(this.boundary, model);
    for (let at = 0; ; at++) {
      if (at === this.#forgotten + this.#held.length) {
        if (this.readBytes >= HELD_BYTES) this.#forget();
        await this.#read();
      }
      // An attempt that was given up may have waited here: what came belongs to the one after it.
      if (turn !== this.#turn) return;
      const chunk = this.#held[at - this.#forgotten];
      if (chunk === undefined) break;
      yield* filled(form.feed(chunk));
    }
    yield* filled(form.rest());
  }

  /** Nobody reads on: what the caller still sends is thrown away. */
  async discard(): Promise<void> {
    this.#turn++;
    // Whoever waits for a piece that does not come must not keep the answer waiting.
    void this.#source.return?.();
    await discardBody(this.body);
  }

  #forget(): void {
    this.spent = true;
    this.#forgotten += this.#held.length;
    this.#held.length = 0;
  }

  /** Nothing more is held afterwards where the form is over. Rejects where the caller left. */
  #read(): Promise<void> {
    this.#reading ??= this.#source.next().then(({ done, value }) => {
      this.#reading = undefined;
      if (done) return;
      this.#held.push(value);
      this.readBytes += value.length;
    });
    return this.#reading;
  }
}

function* filled(bytes: Uint8Array): Iterable<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
