import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Caller } from './call.js';

/** The caller at the other end of a socket. Headers go out with the first byte, writes report back-pressure. */
export class RawCaller implements Caller {
  #left: (() => void) | undefined;

  constructor(
    private readonly raw: ServerResponse,
    /** What hooks of the server have said so far, such as who may read the answer across origins. */
    private readonly said: Readonly<Record<string, string | number | string[] | undefined>>,
    /** Tells the caller to reconnect elsewhere: this process is on its way out. */
    private readonly closing: () => boolean,
  ) {
    raw.once('close', () => {
      if (!raw.writableEnded) this.#left?.();
    });
  }

  start(status: number, headers: Readonly<Record<string, string>>): void {
    if (this.raw.destroyed) return;
    const all: OutgoingHttpHeaders = { ...this.said, ...headers };
    if (this.closing()) all['connection'] = 'close';
    this.raw.writeHead(status, all);
    // Small events must not wait for the next one.
    this.raw.socket?.setNoDelay(true);
  }

  write(bytes: Uint8Array): boolean {
    return this.raw.destroyed || this.raw.write(bytes);
  }

  end(bytes?: Uint8Array): void {
    if (!this.raw.destroyed) this.raw.end(bytes);
  }

  abort(): void {
    this.raw.destroy();
  }

  cut(): void {
    this.raw.destroy();
  }

  onDrain(resume: () => void): void {
    this.raw.once('drain', resume);
  }

  onGone(left: () => void): void {
    this.#left = left;
  }
}
