import type { TokenUsage } from '@fairlead/plugin-sdk';
import type { DialectError } from '../dialect-error.js';
import type { StreamEvent, StreamReading } from '../dialect.js';
import { parseObject, type JsonObject } from '../json/decode.js';
import { readEvent, type EventFields } from './event-fields.js';
import { EventSplitter } from './event-splitter.js';
import { Likeness } from './likeness.js';

/** What the judges of all dialects share: events are cut from the bytes, and each is looked at as it is complete. */
export abstract class SseReading implements StreamReading {
  readonly #splitter = new EventSplitter();
  readonly #likeness: Likeness | undefined;

  /** @param texts fields with pieces of the answer; what comes of it otherwise is judged by the rest of the event */
  constructor(texts?: readonly string[]) {
    this.#likeness = texts && new Likeness(texts);
  }

  abstract readonly finished: boolean;
  abstract readonly filtered: boolean;
  abstract readonly usage: TokenUsage | undefined;
  abstract errorEvent(error: DialectError): Uint8Array;
  protected abstract read(bytes: Uint8Array): StreamEvent;

  feed(chunk: Uint8Array): StreamEvent[] {
    return this.#splitter
      .feed(chunk)
      .map((bytes) => (this.#likeness?.covers(bytes) ? new TextEvent(bytes) : this.read(bytes)));
  }

  /** This event brought content, and reading it again would change nothing: so with others that differ in their texts. */
  protected isText(event: Uint8Array): void {
    this.#likeness?.learn(event);
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

/** One more piece of text, known by its look; read only where somebody asks. */
class TextEvent implements StreamEvent {
  readonly kind = 'content';
  #fields: EventFields | undefined;
  #json: JsonObject | undefined;

  constructor(readonly bytes: Uint8Array) {}

  get name(): string | undefined {
    return this.#read().name;
  }

  get json(): JsonObject {
    return (this.#json ??= parseObject(this.#read().data!)!);
  }

  #read(): EventFields {
    return (this.#fields ??= readEvent(this.bytes));
  }
}
