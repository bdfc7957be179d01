import type { EncodingContext, StreamEncoder } from '../../codec.js';
import type { DialectError } from '../../dialect-error.js';
import { InSequence, type ReplyUsage, type StreamFinish, type StreamPart } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { messagesErrorEvent } from '../error.js';
import { BlockWriter } from './block-writer.js';
import { encodeFinish, Said } from './finish.js';
import { ownExtras } from './own.js';
import { encodeHead, type ReplyHead } from './reply-head.js';
import { encodeTotals, encodeUsage } from './reply-usage.js';

/** Writes the events of one message: one block open at a time; reason and usage together, before the end. */
export class MessagesEncoder implements StreamEncoder {
  readonly #order = new InSequence();
  /** Blocks of other answers than the first, which have no place. */
  readonly #unsaid = new Set<number>();
  readonly #said = new Said();
  #head: ReplyHead = {};
  #begun = false;
  #usage: ReplyUsage | undefined;
  #finish: StreamFinish = { kind: 'finish', choice: 0, finish: { reason: 'other' } };
  #block: BlockWriter | undefined;
  #index = 0;
  #written = '';

  constructor(readonly context: EncodingContext) {}

  write(part: StreamPart): string {
    if (!this.#isOfAnotherChoice(part)) for (const next of this.#order.take(part)) this.#take(next);
    const written = this.#written;
    this.#written = '';
    return written;
  }

  error(error: DialectError): string {
    return messagesErrorEvent(error);
  }

  #isOfAnotherChoice(part: StreamPart): boolean {
    if (part.kind === 'finish') return part.choice > 0;
    if (part.kind === 'open' && part.choice > 0) this.#unsaid.add(part.block);
    return 'block' in part && this.#unsaid.has(part.block);
  }

  #take(part: StreamPart): void {
    switch (part.kind) {
      case 'start':
        this.#head = part;
        return;
      case 'usage':
        this.#usage = part.usage;
        return;
      case 'finish':
        this.#finish = part;
        return;
      case 'open':
        this.#begin();
        this.#said.add(part.part);
        this.#block = new BlockWriter(part.part, () => this.#index++, this.#sayBlock);
        return;
      case 'delta':
        return this.#block?.grow(part);
      case 'close':
        return this.#block?.close();
      case 'end':
        return this.#end(ownExtras(part));
    }
  }

  /** Put off until there is something to say, since the first event tells what the prompt took, where that is known. */
  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    const usage = encodeUsage(this.#usage, this.#head.serviceTier);
    const message = { content: [], stop_reason: null, stop_sequence: null, usage };
    this.#say('message_start', { message: { ...encodeHead(this.#head, this.context), ...message } });
    this.#say('ping', {});
  }

  #end(late: JsonObject): void {
    this.#begin();
    const delta = { ...encodeFinish(this.#finish.finish, this.#said), ...ownExtras(this.#finish) };
    this.#say('message_delta', { delta, usage: encodeTotals(this.#usage), ...late });
    this.#say('message_stop', {});
  }

  readonly #sayBlock = (type: 'start' | 'delta' | 'stop', index: number, fields: JsonObject): void =>
    this.#say(`content_block_${type}`, { index, ...fields });

  #say(type: string, fields: JsonObject): void {
    this.#written += `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
  }
}
