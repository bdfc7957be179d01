import type { ServerResponse } from 'node:http';
import type { ClientPort } from '@fairlead/engine';

/** The raw reply of one request. Headers go out with the first byte, writes report back-pressure. */
export class RawClient implements ClientPort {
  #left: (() => void) | undefined;

  constructor(
    readonly raw: ServerResponse,
    /** Tells the caller to reconnect elsewhere: this process is on its way out. */
    readonly closing: () => boolean,
  ) {
    raw.once('close', () => {
      if (!raw.writableEnded) this.#left?.();
    });
  }

  start(status: number, headers: Readonly<Record<string, string>>): void {
    if (this.raw.destroyed) return;
    this.raw.writeHead(status, this.closing() ? { ...headers, connection: 'close' } : headers);
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

  onDrain(resume: () => void): void {
    this.raw.once('drain', resume);
  }

  onGone(left: () => void): void {
    this.#left = left;
  }
}

/**
 * The caller of an upload. It may be refused while it still sends: its answer ends only once the rest was read, or
 * closing the connection would lose the answer to a reset.
 */
export class UploadingClient extends RawClient {
  constructor(
    raw: ServerResponse,
    closing: () => boolean,
    readonly discardRest: () => Promise<void>,
  ) {
    super(raw, closing);
  }

  override end(bytes?: Uint8Array): void {
    void this.discardRest().then(() => super.end(bytes));
  }
}
