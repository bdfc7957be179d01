import type { IncomingHttpHeaders } from 'node:http';
import type { ReplyFlow, ReplySink } from '@fairlead/dialects';
import type { Dispatcher } from 'undici';
import { toFault } from './to-fault.js';
import type { ReuseAware } from './tracked-client.js';

const ABORTED = new Error('aborted by the gateway');

/** Turns undici's callbacks into the sink's, and the sink's wishes into undici's. */
export class ReplyHandler implements ReuseAware, ReplyFlow {
  nthOnConnection = (): number => 1;
  #controller: Dispatcher.DispatchController | undefined;
  #nth = 1;
  #replied = false;
  #over = false;

  constructor(
    readonly sink: ReplySink,
    /** `host:port`, for messages. */
    readonly endpoint: string,
  ) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over) return controller.abort(ABORTED);
    this.#nth = this.nthOnConnection();
    this.sink.onConnected();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.#replied = true;
    if (!this.#over) this.sink.onHeaders(status, flatten(headers));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#over) this.sink.onData(chunk);
  }

  onResponseEnd(): void {
    if (this.#over) return;
    this.#over = true;
    this.sink.onEnd();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#over) return;
    this.#over = true;
    const fault = toFault(error, this.endpoint, { replied: this.#replied, reused: this.#nth > 1 });
    queueMicrotask(() => this.sink.onError(fault));
  }

  pause(): void {
    if (!this.#over) this.#controller?.pause();
  }

  resume(): void {
    if (!this.#over) this.#controller?.resume();
  }

  abort(): void {
    if (this.#over) return;
    this.#over = true;
    this.#controller?.abort(ABORTED);
  }
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
