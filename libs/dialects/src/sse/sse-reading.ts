import type { TokenUsage } from '@fairlead/plugin-sdk';
import type { DialectError } from '../dialect-error.js';
import type { StreamEvent, StreamReading } from '../dialect.js';
import { EventSplitter } from './event-splitter.js';

/** What the judges of all dialects share: events are cut from the bytes, and each is looked at as it is complete. */
export abstract class SseReading implements StreamReading {
  readonly #splitter = new EventSplitter();

  abstract readonly finished: boolean;
  abstract readonly filtered: boolean;
  abstract readonly usage: TokenUsage | undefined;
  abstract errorEvent(error: DialectError): Uint8Array;
  protected abstract read(bytes: Uint8Array): StreamEvent;

  feed(chunk: Uint8Array): StreamEvent[] {
    return this.#splitter.feed(chunk).map((bytes) => this.read(bytes));
  }

  flush(): StreamEvent[] {
    const rest = this.#splitter.rest();
    return rest.length === 0 ? [] : this.readRest(rest);
  }

  /** What came without the blank line that ends an event. */
  protected readRest(rest: Uint8Array): StreamEvent[] {
    const event = this.read(Buffer.concat([rest, Buffer.from('\n\n')]));
    // Half an event is the ordinary look of a cut, which the caller judges; it is not the provider's mistake.
    return event.kind === 'malformed' || event.kind === 'silent' ? [] : [event];
  }
}
