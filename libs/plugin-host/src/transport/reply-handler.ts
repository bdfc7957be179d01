import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '@fairlead/plugin-sdk';
import type { ReplyFlow, ReplySink } from '@fairlead/dialects';
import type { Dispatcher } from 'undici';
import { toFault } from './to-fault.js';
import type { ReuseAware } from './tracked-client.js';

const ABORTED = new Error('aborted by the gateway');

/** Turns undici's callbacks into the sink's, and the sink's wishes into undici's. */
export class ReplyHandler implements ReuseAware, ReplyFlow {
  nthOnConnection = (): number => 1;
  /** `host:port`, for messages. */
  endpoint = '';
  #controller: Dispatcher.DispatchController | undefined;
  #nth = 1;
  #paused = false;
  #begun = false;
  #replied = false;
  #over = false;

  constructor(readonly sink: ReplySink) {}

  /** Nothing reaches the sink any more. */
  get over(): boolean {
    return this.#over;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over) return controller.abort(ABORTED);
    if (this.#paused) controller.pause();
    this.#nth = this.nthOnConnection();
    this.sink.onConnected();
  }

  /** The first byte of a reply, even if its head is never complete. */
  onResponseStarted(): void {
    this.#begun = true;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200 || this.#over) return;
    this.#replied = true;
    const flat = flatten(headers);
    const encoding = flat['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return this.sink.onHeaders(status, flat);
    // What cannot be read must not pass for the provider's text. Of a refusal, status and headers still tell.
    const refusal = status >= 400;
    if (!refusal) {
      const message = `${this.endpoint} replied in ${encoding} although only identity is accepted`;
      this.fail(new Fault('protocol_error', message));
    } else {
      this.sink.onHeaders(status, flat);
      this.onResponseEnd();
    }
    this.#controller?.abort(ABORTED);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#over) this.sink.onData(chunk);
  }

  onResponseEnd(): void {
    if (this.#over) return;
    this.#over = true;
    this.sink.onEnd();
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#over) return;
    const progress = { sent: this.#controller !== undefined, begun: this.#begun, replied: this.#replied };
    this.fail(toFault(error, this.endpoint, { ...progress, reused: this.#nth > 1 }));
  }

  fail(fault: Fault): void {
    if (this.#over) return;
    this.#over = true;
    this.sink.onError(fault);
  }

  pause(): void {
    this.#paused = true;
    if (!this.#over) this.#controller?.pause();
  }

  resume(): void {
    this.#paused = false;
    if (!this.#over) this.#controller?.resume();
  }

  abort(): void {
    if (this.#over) return;
    this.#over = true;
    this.#controller?.abort(ABORTED);
  }
}

/** Names are in lower case already; values that came more than once are joined, in place: nobody else has the object. */
function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  for (const name in headers) {
    const value = headers[name];
    if (typeof value !== 'string') headers[name] = (value ?? []).join(', ');
  }
  return headers as Record<string, string>;
}
