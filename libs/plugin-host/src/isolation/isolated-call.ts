import { Fault, type QuotaReading, type ReplyHeaders } from '@fairlead/plugin-sdk';
import type { ReplyFlow, ReplySink } from '@fairlead/dialects';
import { redactFault } from '../provider/plugin-call.js';
import type { Outbox } from './outbox.js';
import { TO_WORKER, WINDOW_BYTES, type CrossingFault } from './protocol.js';
import type { Verdicts } from './verdicts.js';

/** What an attempt needs of the provider that it belongs to. */
export interface CallOwner {
  readonly verdicts: Verdicts;
  redact(text: string): string;
}

/** One attempt on the main thread: what the worker says of it goes to the sink, at the sink's pace. */
export class IsolatedCall implements ReplyFlow {
  #paused = false;
  #waiting: (() => void)[] | undefined;
  #owed = 0;
  #headers: ReplyHeaders | undefined;
  #over = false;
  #upload: AsyncIterator<Uint8Array> | undefined;

  constructor(
    private readonly id: number,
    private readonly owner: CallOwner,
    private readonly outbox: Outbox,
    private readonly sink: ReplySink,
    private readonly forget: () => void,
    upload: AsyncIterable<Uint8Array> | undefined,
  ) {
    this.#upload = upload?.[Symbol.asyncIterator]();
  }

  connected(): void {
    this.#pass(() => this.sink.onConnected());
  }

  headers(status: number, headers: ReplyHeaders, readings: readonly QuotaReading[] | undefined): void {
    this.#headers = headers;
    if (readings !== undefined) this.owner.verdicts.rememberQuota(headers, readings);
    this.#pass(() => this.sink.onHeaders(status, headers));
  }

  data(chunk: Uint8Array): void {
    this.#pass(() => {
      this.sink.onData(chunk);
      this.#owed += chunk.length;
      if (this.#owed < WINDOW_BYTES / 2 || this.#over) return;
      this.outbox.add(TO_WORKER.credit, this.id, [this.#owed]);
      this.#owed = 0;
    });
  }

  end(faultClass: Fault['faultClass'] | undefined): void {
    if (this.#headers !== undefined && faultClass !== undefined)
      this.owner.verdicts.rememberClass(this.#headers, faultClass);
    this.#pass(() => this.#finish(() => this.sink.onEnd()));
  }

  fail({ faultClass, message, details }: CrossingFault): void {
    const fault = redactFault(new Fault(faultClass, message, details), (text) => this.owner.redact(text));
    this.#pass(() => this.#finish(() => this.sink.onError(fault)));
  }

  /** Its worker is gone. The provider is not to blame, so it is no word on the endpoint. */
  lost(why: string): void {
    const faultClass = this.#headers === undefined ? 'overloaded' : 'stream_broken';
    this.fail({ faultClass, message: why, details: {} });
  }

  /** The worker wants the next piece of the upload. */
  pull(): void {
    void this.#upload?.next().then(
      ({ done, value }) => {
        if (!this.#over)
          this.outbox.add(TO_WORKER.upload, this.id, [done !== true], done === true ? NOTHING : value);
      },
      () => {
        if (!this.#over) this.outbox.add(TO_WORKER.uploadBroken, this.id);
      },
    );
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    if (this.#waiting !== undefined) queueMicrotask(() => this.#drain());
  }

  abort(): void {
    if (this.#over) return;
    this.#finish(() => this.outbox.add(TO_WORKER.abort, this.id));
  }

  /** In order, and nothing while the sink holds back. */
  #pass(say: () => void): void {
    if (this.#over) return;
    if (this.#paused || this.#waiting !== undefined) (this.#waiting ??= []).push(say);
    else say();
  }

  #drain(): void {
    while (!this.#paused && !this.#over) {
      const say = this.#waiting?.shift();
      if (say === undefined) break;
      say();
    }
    if (this.#waiting?.length === 0) this.#waiting = undefined;
  }

  #finish(last: () => void): void {
    this.#over = true;
    this.#waiting = undefined;
    this.forget();
    void this.#upload?.return?.();
    this.#upload = undefined;
    last();
  }
}

const NOTHING = new Uint8Array();
