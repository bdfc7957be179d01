import { Fault } from '@fairlead/plugin-sdk';

interface Waiting {
  readonly resolve: (result: IteratorResult<Uint8Array>) => void;
  readonly reject: (error: Error) => void;
}

/** A caller's upload as the worker sees it: each piece is asked for, and comes over. */
export class CrossingUpload implements AsyncIterable<Uint8Array> {
  #waiting: Waiting | undefined;
  #broken = false;

  constructor(private readonly pull: () => void) {}

  give(more: boolean, bytes: Uint8Array): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(more ? { done: false, value: bytes } : { done: true, value: undefined });
  }

  /** The caller left, or the attempt is over. */
  breakOff(): void {
    this.#broken = true;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(brokenOff());
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return {
      next: () => {
        if (this.#broken) return Promise.reject(brokenOff());
        return new Promise((resolve, reject) => {
          this.#waiting = { resolve, reject };
          this.pull();
        });
      },
    };
  }
}

function brokenOff(): Fault {
  return new Fault('cancelled', 'the upload broke off');
}
