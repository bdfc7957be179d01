/** What crossed in one turn of the event loop: codes and their values, and all bytes in one buffer, in their order. */
export type Batch = readonly [ops: readonly unknown[], bytes: ArrayBuffer];

type Post = (message: Batch, transfer: ArrayBuffer[]) => void;

/** More than this does not wait for the end of the turn. */
const FLUSH_BYTES = 512 * 1024;

/**
 * Collects what goes to the other thread and sends it once per turn: a message costs far more than what is in it. Bytes
 * are copied once, into a buffer that is handed over.
 */
export class Outbox {
  #ops: unknown[] = [];
  #chunks: Uint8Array[] = [];
  #size = 0;
  #scheduled = false;

  constructor(private readonly post: Post) {}

  /** @param bytes what follows the other values; their length stands for them */
  add(op: number, id: number, values: readonly unknown[] = [], bytes?: Uint8Array): void {
    this.#ops.push(op, id, ...values);
    if (bytes !== undefined) {
      this.#ops.push(bytes.length);
      this.#chunks.push(bytes);
      this.#size += bytes.length;
    }
    if (this.#size > FLUSH_BYTES) this.flush();
    else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => this.flush());
    }
  }

  flush(): void {
    this.#scheduled = false;
    if (this.#ops.length === 0) return;
    const [ops, chunks] = [this.#ops, this.#chunks];
    const bytes = new Uint8Array(this.#size);
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    this.#ops = [];
    this.#chunks = [];
    this.#size = 0;
    this.post([ops, bytes.buffer], [bytes.buffer]);
  }
}

/** Reads a batch in the order in which it was written. */
export class BatchReader {
  #at = 0;
  #byte = 0;

  constructor(private readonly batch: Batch) {}

  get done(): boolean {
    return this.#at >= this.batch[0].length;
  }

  next<T>(): T {
    return this.batch[0][this.#at++] as T;
  }

  /** A view on the batch's own buffer. */
  bytes(): Uint8Array {
    const length = this.next<number>();
    const view = new Uint8Array(this.batch[1], this.#byte, length);
    this.#byte += length;
    return view;
  }
}
