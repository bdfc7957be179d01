import type { ClientPort } from '@fairlead/engine';

/**
 * The caller of an upload. It may be refused while it still sends: its answer ends only once the rest was read, or
 * closing the connection would lose the answer to a reset.
 */
export class UploadingCaller implements ClientPort {
  constructor(
    private readonly caller: ClientPort,
    private readonly discardRest: () => Promise<void>,
  ) {}

  start(status: number, headers: Readonly<Record<string, string>>): void {
    this.caller.start(status, headers);
  }

  write(bytes: Uint8Array): boolean {
    return this.caller.write(bytes);
  }

  end(bytes?: Uint8Array): void {
    void this.discardRest().then(() => this.caller.end(bytes));
  }

  abort(): void {
    this.caller.abort();
  }

  onDrain(resume: () => void): void {
    this.caller.onDrain(resume);
  }

  onGone(left: () => void): void {
    this.caller.onGone(left);
  }
}
