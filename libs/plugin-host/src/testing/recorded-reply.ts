import type { Fault, ReplyHeaders } from '@fairlead/plugin-sdk';
import type { ReplySink } from '@fairlead/dialects';

/** Class and details, to be compared whole: a stale connection must not hide among other details. */
export function blameOf(fault: Fault | undefined): readonly unknown[] {
  return [fault?.faultClass, fault?.details];
}

/** A sink that keeps what it hears, in order, and can be waited for. */
export class RecordedReply implements ReplySink {
  /** `connected`, `headers`, `data`, `end`, `error`: repeated data counts once. */
  readonly events: string[] = [];
  status: number | undefined;
  headers: ReplyHeaders = {};
  fault: Fault | undefined;
  bytes = 0;
  readonly #chunks: Uint8Array[] = [];
  #waiting: { readonly event: string; readonly resolve: () => void }[] = [];

  get text(): string {
    return Buffer.concat(this.#chunks).toString();
  }

  /** Resolves once `event` was heard; `over` is either end. */
  heard(event: 'connected' | 'headers' | 'data' | 'over'): Promise<void> {
    if (this.#has(event)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ event, resolve }));
  }

  onConnected(): void {
    this.#note('connected');
  }

  onHeaders(status: number, headers: ReplyHeaders): void {
    this.status = status;
    this.headers = headers;
    this.#note('headers');
  }

  onData(chunk: Uint8Array): void {
    this.bytes += chunk.byteLength;
    this.#chunks.push(chunk);
    this.#note('data');
  }

  onEnd(): void {
    this.#note('end');
  }

  onError(fault: Fault): void {
    this.fault = fault;
    this.#note('error');
  }

  #note(event: string): void {
    if (event !== 'data' || this.events.at(-1) !== 'data') this.events.push(event);
    const heard = this.#waiting.filter((each) => this.#has(each.event));
    this.#waiting = this.#waiting.filter((each) => !heard.includes(each));
    for (const { resolve } of heard) resolve();
  }

  #has(event: string): boolean {
    if (event !== 'over') return this.events.includes(event);
    return this.events.includes('end') || this.events.includes('error');
  }
}
