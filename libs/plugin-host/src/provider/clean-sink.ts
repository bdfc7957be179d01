import type { Fault, ReplyHeaders } from '@fairlead/plugin-sdk';
import type { ReplySink } from '@fairlead/dialects';
import { redactFault } from './plugin-call.js';

/** Hands on what it hears. A URL can hold the key, and a socket's error can hold the URL: faults are redacted. */
export class CleanSink implements ReplySink {
  constructor(
    private readonly sink: ReplySink,
    private readonly redact: (text: string) => string,
  ) {}

  onConnected(): void {
    this.sink.onConnected();
  }

  onHeaders(status: number, headers: ReplyHeaders): void {
    this.sink.onHeaders(status, headers);
  }

  onData(chunk: Uint8Array): void {
    this.sink.onData(chunk);
  }

  onEnd(): void {
    this.sink.onEnd();
  }

  onError(fault: Fault): void {
    this.sink.onError(redactFault(fault, this.redact));
  }
}
