import { ReadableStream, type ReadableStreamDefaultController } from 'node:stream/web';
import type { Caller } from '../http/call.js';

/** How much of an answer may wait for a reader before the provider has to; what a socket's buffer holds by default. */
const WAITING_BYTES = 16 * 1024;

/** An answer whose body is still to come. */
export interface OpenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ReadableStream<Uint8Array>;
}

/** The caller is code of this process. Its stream of the answer says when it is full, and when nobody reads it any more. */
export class InProcessCaller implements Caller {
  /** Settles with the head; rejects with the signal's reason where the caller leaves before. */
  readonly answer: Promise<OpenAnswer>;
  #resolve!: (answer: OpenAnswer) => void;
  #reject!: (reason: unknown) => void;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = (): void => this.#leave(this.#signal?.reason);
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  #resume: (() => void) | undefined;
  #left: (() => void) | undefined;
  #over = false;

  constructor(signal: AbortSignal | undefined) {
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#signal = signal;
    signal?.addEventListener('abort', this.#onAbort);
  }

  start(status: number, headers: Readonly<Record<string, string>>): void {
    if (this.#over) return;
    const body = new ReadableStream<Uint8Array>(
      {
        start: (stream) => void (this.#stream = stream),
        pull: () => this.#flow(),
        cancel: () => this.#depart(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: WAITING_BYTES }),
    );
    this.#resolve({ status, headers, body });
  }

  write(bytes: Uint8Array): boolean {
    if (this.#over || this.#stream === undefined) return true;
    // A copy: what the reader does with the buffer behind its bytes must not reach into ours.
    if (bytes.length > 0) this.#stream.enqueue(new Uint8Array(bytes));
    return (this.#stream.desiredSize ?? 1) > 0;
  }

  end(bytes?: Uint8Array): void {
    if (bytes !== undefined) this.write(bytes);
    if (this.#over) return;
    this.#finish();
    this.#stream?.close();
  }

  abort(): void {
    this.#break(new Error('the answer broke off: what came of it is not whole'));
  }

  cut(): void {
    this.#leave(new Error('the gateway has stopped before the answer was complete'));
  }

  onDrain(resume: () => void): void {
    this.#resume = resume;
  }

  onGone(left: () => void): void {
    this.#left = left;
    // The signal may have come while a form was looked into; whoever asks is still being made.
    if (this.#over) queueMicrotask(left);
  }

  #flow(): void {
    const resume = this.#resume;
    this.#resume = undefined;
    resume?.();
  }

  #leave(reason: unknown): void {
    if (this.#over) return;
    this.#break(reason);
    this.#left?.();
  }

  /** Whoever read the answer reads on no more. */
  #depart(): void {
    if (this.#over) return;
    this.#finish();
    this.#left?.();
  }

  #break(reason: unknown): void {
    if (this.#over) return;
    this.#finish();
    this.#reject(reason);
    this.#stream?.error(reason);
  }

  #finish(): void {
    this.#over = true;
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }
}
