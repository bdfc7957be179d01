import type { ClientPort } from '@fairlead/engine';

/** How a caller behaves. */
export interface Manner {
  /** Leaves as soon as it has seen any of the answer. */
  readonly leavesEarly?: boolean;
  /** Takes the first piece of the answer and no more. */
  readonly stopsReading?: boolean;
}

/** Somebody who asked, in this process. Keeps all that it is told. */
export class Caller implements ClientPort {
  status = 0;
  headers: Readonly<Record<string, string>> = {};
  cut = false;
  /** When it left, by `performance.now()`. */
  leftAtMs: number | undefined;
  readonly #chunks: Uint8Array[] = [];
  readonly #manner: Manner;
  #left: (() => void) | undefined;
  #ended = false;

  constructor(manner: Manner) {
    this.#manner = manner;
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }

  start(status: number, headers: Readonly<Record<string, string>>): void {
    this.status = status;
    this.headers = headers;
  }

  write(bytes: Uint8Array): boolean {
    // The sender may use its buffer again.
    this.#chunks.push(Uint8Array.from(bytes));
    if (this.#manner.leavesEarly) setImmediate(() => this.leave());
    return this.#manner.stopsReading !== true;
  }

  end(bytes?: Uint8Array): void {
    if (bytes) this.#chunks.push(Uint8Array.from(bytes));
    this.#ended = true;
  }

  abort(): void {
    this.cut = true;
    this.#ended = true;
  }

  onDrain(): void {}

  onGone(left: () => void): void {
    this.#left = left;
  }

  leave(): void {
    if (this.#ended || this.leftAtMs !== undefined) return;
    this.leftAtMs = performance.now();
    this.#left?.();
  }
}
