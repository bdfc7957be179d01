import type { FaultClass, Failure, Fault, ReplyHeaders } from '@fairlead/plugin-sdk';
import {
  dialectOf,
  openAiChat,
  type ReplyFlow,
  type ReplySink,
  type UpstreamRequest,
} from '@fairlead/dialects';
import type { ProviderInstance } from '../provider/provider-instance.js';
import { CrossingUpload } from './crossing-upload.js';
import type { Outbox } from './outbox.js';
import { TO_MAIN, WINDOW_BYTES, type CrossingRequest } from './protocol.js';

/** An error page is read up to here, as the engine does. */
const MAX_REFUSAL_BYTES = 1024 * 1024;

/** One attempt in the worker: the provider's reply goes to the outbox, as far as the main thread has room for it. */
export class ServedAttempt implements ReplySink {
  readonly upload: CrossingUpload;
  #flow: ReplyFlow | undefined;
  #dialect: UpstreamRequest['dialect'] | undefined;
  #unacknowledged = 0;
  #held = false;
  #refusal:
    | { readonly status: number; readonly headers: ReplyHeaders; bytes: Uint8Array[]; size: number }
    | undefined;

  constructor(
    private readonly id: number,
    private readonly provider: ProviderInstance,
    private readonly outbox: Outbox,
    private readonly over: () => void,
  ) {
    this.upload = new CrossingUpload(() => outbox.add(TO_MAIN.pull, id));
  }

  start({ drafted, relay, uploads, ...request }: CrossingRequest, body: Uint8Array): void {
    this.#dialect = request.dialect;
    this.#flow = this.provider.send(
      {
        ...request,
        body,
        ...(drafted && this.provider.refines.patch && { draft: draftOf(body) }),
        ...(relay && { relay: { ...relay, ...(uploads && { upload: this.upload }) } }),
      },
      this,
    );
  }

  /** The main thread's sink has taken so many bytes. */
  credit(bytes: number): void {
    this.#unacknowledged -= bytes;
    if (!this.#held || this.#unacknowledged > WINDOW_BYTES / 2) return;
    this.#held = false;
    this.#flow?.resume();
  }

  abort(): void {
    this.#flow?.abort();
    this.upload.breakOff();
  }

  onConnected(): void {
    this.outbox.add(TO_MAIN.connected, this.id);
  }

  onHeaders(status: number, headers: ReplyHeaders): void {
    const { refines } = this.provider;
    const readings = refines.quota ? this.provider.quota(headers) : undefined;
    if (status >= 400 && refines.fault) this.#refusal = { status, headers, bytes: [], size: 0 };
    this.outbox.add(TO_MAIN.headers, this.id, [status, headers, readings]);
  }

  onData(chunk: Uint8Array): void {
    const refusal = this.#refusal;
    if (refusal !== undefined && refusal.size < MAX_REFUSAL_BYTES) {
      refusal.bytes.push(chunk);
      refusal.size += chunk.length;
    }
    this.outbox.add(TO_MAIN.data, this.id, [], chunk);
    this.#unacknowledged += chunk.length;
    if (this.#unacknowledged <= WINDOW_BYTES || this.#held) return;
    this.#held = true;
    this.#flow?.pause();
  }

  onEnd(): void {
    this.over();
    this.outbox.add(TO_MAIN.end, this.id, [this.#judged()]);
  }

  onError({ faultClass, message, details }: Fault): void {
    this.over();
    this.outbox.add(TO_MAIN.error, this.id, [{ faultClass, message, details }]);
  }

  /** The plugin's class of a refusal: the main thread will want it, and cannot wait for it then. */
  #judged(): FaultClass | undefined {
    if (this.#refusal === undefined) return undefined;
    const { status, headers, bytes } = this.#refusal;
    const dialect = dialectOf(this.#dialect!) ?? openAiChat;
    const failure: Failure = {
      ...dialect.readFailure(status, headers, Buffer.concat(bytes)),
      status,
      headers,
    };
    return this.provider.classify(failure);
  }
}

function draftOf(body: Uint8Array): Record<string, unknown> {
  return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8')) as Record<
    string,
    unknown
  >;
}
