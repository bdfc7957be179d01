import type { StreamDecoder } from '../../codec.js';
import type { StreamFinish, StreamPart } from '../../form/index.js';
import { asObject, asText, type JsonObject } from '../../json/decode.js';
import { mergeUsage } from '../usage.js';
import { BlockFollower } from './block-follower.js';
import { decodeFinish } from './finish.js';
import { keep } from './own.js';
import { decodeHead } from './reply-head.js';
import { decodeUsage } from './reply-usage.js';

/** Follows the events of one message. */
export class MessagesDecoder implements StreamDecoder {
  /** Index on the wire → the block there, while it is open. */
  readonly #open = new Map<unknown, BlockFollower>();
  #blocks = 0;
  #started = false;
  #usage: JsonObject | undefined;
  #finish: StreamFinish | undefined;
  /** What the last event but one says of the whole. */
  #late: JsonObject = {};

  read({ name, json }: { readonly name?: string; readonly json: JsonObject }): readonly StreamPart[] {
    switch (asText(json['type']) ?? name) {
      case 'message_start':
        return this.#start(asObject(json['message']) ?? {});
      case 'content_block_start':
        return this.#openBlock(json['index'], asObject(json['content_block']) ?? {});
      case 'content_block_delta':
        return this.#open.get(json['index'])?.grow(asObject(json['delta']) ?? {}) ?? [];
      case 'content_block_stop':
        return this.#close(json['index']);
      case 'message_delta':
        return this.#end(json);
      default:
        return [];
    }
  }

  finish(): readonly StreamPart[] {
    return [
      ...this.#closeAll(),
      this.#finish ?? { kind: 'finish', choice: 0, finish: { reason: 'other' } },
      { kind: 'end', ...keep(this.#late) },
    ];
  }

  /** Some providers begin anew in the midst of a message: what was open then is all there will be of it. */
  #start(message: JsonObject): StreamPart[] {
    const start: StreamPart[] = this.#started
      ? this.#closeAll()
      : [{ kind: 'start', ...decodeHead(message) }];
    this.#started = true;
    return [...start, ...this.#count(message['usage'])];
  }

  #openBlock(index: unknown, wire: JsonObject): StreamPart[] {
    const block = new BlockFollower(this.#blocks++, wire);
    const closed = this.#close(index);
    this.#open.set(index, block);
    return [...closed, ...block.open()];
  }

  #close(index: unknown): StreamPart[] {
    const open = this.#open.get(index);
    this.#open.delete(index);
    return open === undefined ? [] : [{ kind: 'close', block: open.block }];
  }

  #closeAll(): StreamPart[] {
    return [...this.#open.keys()].flatMap((index) => this.#close(index));
  }

  #end({ type: _type, delta, usage, ...rest }: JsonObject): StreamPart[] {
    const end = asObject(delta) ?? {};
    if (asText(end['stop_reason']) !== undefined)
      this.#finish = { kind: 'finish', choice: 0, ...decodeFinish(end) };
    this.#late = { ...this.#late, ...rest };
    return this.#count(usage);
  }

  #count(usage: unknown): StreamPart[] {
    this.#usage = mergeUsage(this.#usage, usage);
    const total = decodeUsage(this.#usage);
    return total === undefined ? [] : [{ kind: 'usage', usage: total }];
  }
}
