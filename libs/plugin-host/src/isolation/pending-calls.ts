import type { Worker } from 'node:worker_threads';
import type { CallMethod, MessageToWorker } from './protocol.js';

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Calls to a worker that wait for their answer. While there is one, the process stays alive. */
export class PendingCalls {
  readonly #open = new Map<number, Pending>();
  #last = 0;
  #held = 0;

  constructor(
    private readonly worker: Worker,
    private readonly post: (message: MessageToWorker) => void,
  ) {}

  call(method: CallMethod, args: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
    const call = ++this.#last;
    const cancel = (): void => this.post({ cancel: call });
    signal?.addEventListener('abort', cancel, { once: true });
    const answer = new Promise((resolve, reject) => {
      this.#open.set(call, { resolve, reject });
      this.post({ call, method, args });
    });
    if (signal?.aborted === true) cancel();
    return this.hold(answer.finally(() => signal?.removeEventListener('abort', cancel)));
  }

  async hold<T>(work: Promise<T>): Promise<T> {
    if (++this.#held === 1) this.worker.ref();
    try {
      return await work;
    } finally {
      if (--this.#held === 0) this.worker.unref();
    }
  }

  settle({ answer, result, error }: { answer: number; result?: unknown; error?: string }): void {
    const pending = this.#open.get(answer);
    this.#open.delete(answer);
    if (error === undefined) pending?.resolve(result);
    else pending?.reject(new Error(error));
  }

  reject(why: string): void {
    for (const { reject } of this.#open.values()) reject(new Error(why));
    this.#open.clear();
  }
}
