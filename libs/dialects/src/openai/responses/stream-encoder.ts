import type { EncodingContext, StreamEncoder } from '../../codec.js';
import type { DialectError } from '../../dialect-error.js';
import { InSequence, type Finish, type ReplyUsage, type StreamPart } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { failedEvents, writeEvent } from './failed-events.js';
import { OutputItems } from './output-items.js';
import { keep, ownExtras } from './own.js';
import { writeResponse, type ReplyHead } from './write-response.js';

/** Writes the events of a response: one item open at a time, numbered from 0, the whole response last. */
export class ResponsesEncoder implements StreamEncoder {
  readonly #order = new InSequence();
  readonly #items: OutputItems;
  /** Blocks of other choices than the first, which have no place. */
  readonly #unsaid = new Set<number>();
  #head: ReplyHead | undefined;
  #finish: Finish = { reason: 'other' };
  #usage: ReplyUsage | undefined;
  #sequence = 0;
  #written = '';

  constructor(readonly context: EncodingContext) {
    this.#items = new OutputItems(context.seed, (type, fields) => this.#say(type, fields));
  }

  write(part: StreamPart): string {
    if (!this.#isOfAnotherChoice(part)) for (const next of this.#order.take(part)) this.#take(next);
    const written = this.#written;
    this.#written = '';
    return written;
  }

  error(error: DialectError): string {
    const response = writeResponse(this.#head ?? {}, this.#items.done, this.context);
    return failedEvents(error, this.#sequence, response);
  }

  #isOfAnotherChoice(part: StreamPart): boolean {
    if (part.kind === 'finish') return part.choice > 0;
    if (part.kind === 'open' && part.choice > 0) this.#unsaid.add(part.block);
    return 'block' in part && this.#unsaid.has(part.block);
  }

  #take(part: StreamPart): void {
    if (part.kind === 'start') return this.#start(part);
    if (this.#head === undefined) this.#start({});
    switch (part.kind) {
      case 'open':
        return this.#items.open(part.part);
      case 'delta':
        return this.#items.grow(part);
      case 'close':
        return this.#items.close(part.extras);
      case 'usage':
        this.#usage = part.usage;
        return;
      case 'finish':
        this.#finish = part.finish;
        return this.#items.finish(part.finish);
      case 'end':
        return this.#end(ownExtras(part));
    }
  }

  #start(head: ReplyHead): void {
    if (this.#head !== undefined) return;
    this.#head = head;
    const response = writeResponse(head, [], this.context);
    this.#say('response.created', { response });
    this.#say('response.in_progress', { response });
  }

  #end(own: JsonObject): void {
    const { refused, done } = this.#items;
    const head = { ...this.#head, ...keep({ ...ownExtras(this.#head!), ...own }) };
    const end = { finish: this.#finish, refused, usage: this.#usage };
    const response = writeResponse(head, done, this.context, end);
    const cut = response['status'] === 'incomplete';
    this.#say(cut ? 'response.incomplete' : 'response.completed', { response });
  }

  #say(type: string, fields: JsonObject): void {
    this.#written += writeEvent({ type, sequence_number: this.#sequence++, ...fields });
  }
}
