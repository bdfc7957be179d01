import type { BlockPart, Extras, Finish } from '../../form/index.js';
import { asText, type JsonObject } from '../../json/decode.js';
import type { Growth, OpenBlock, Place, Say } from './block.js';
import { CallBlock } from './call-block.js';
import { writeFinish } from './finish.js';
import { writeImageItem } from './image-item.js';
import { MessageItem } from './message-item.js';
import { OWN, ownExtras, ownGroup } from './own.js';
import { ReasoningBlock } from './reasoning-block.js';

/** Turns blocks, one after the other, into output items and the events that build them up. */
export class OutputItems {
  /** The items that are finished, in order. */
  readonly done: JsonObject[] = [];
  refused = false;
  #message: MessageItem | undefined;
  #block: OpenBlock | undefined;

  /** @param seed item ids are made of it */
  constructor(
    readonly seed: string,
    readonly say: Say,
  ) {}

  open(part: BlockPart): void {
    if (part.kind === 'refusal') this.refused = true;
    this.#block = this.#begin(part);
    if ('text' in part && part.text !== '') this.#block?.grow(part);
    else if (part.kind === 'tool_call' && part.input !== '') this.#block?.grow({ text: part.input });
  }

  grow(growth: Growth): void {
    this.#block?.grow(growth);
  }

  close(extras?: Extras): void {
    const item = this.#block?.close(extras);
    this.#block = undefined;
    if (item !== undefined) this.done.push(item);
  }

  finish(finish: Finish): void {
    this.#endMessage(
      writeFinish(finish, this.refused)['status'] === 'incomplete' ? 'incomplete' : 'completed',
    );
  }

  #begin(part: BlockPart): OpenBlock | undefined {
    switch (part.kind) {
      case 'text':
      case 'refusal':
        return this.#messageOf(part).open(part);
      case 'reasoning':
        return new ReasoningBlock(
          part,
          this.#place('rs', 'form' in ownExtras(part) ? part.id : undefined),
          this.say,
        );
      case 'tool_call':
        if (part.signature !== undefined) this.#seal(part.signature);
        return new CallBlock(part, this.#place(part.custom ? 'ctc' : 'fc', idOf(part)), this.say);
      case 'media':
        return this.#whole(writeImageItem(part), 'ig', idOf(part));
      case 'vendor':
        if (part.dialect !== OWN) return undefined;
        return 'part' in ownExtras(part)
          ? this.#messageOf(part).open(part)
          : this.#whole(part.value, 'item', asText(part.value['id']));
    }
  }

  /** The message item that is open, or a new one where the part begins one. */
  #messageOf(part: BlockPart): MessageItem {
    if (this.#message === undefined || 'item' in ownExtras(part)) {
      const place = this.#place('msg', idOf(part));
      this.#message = new MessageItem(place, ownGroup(part, 'item'), this.say);
    }
    return this.#message;
  }

  /** Some vendors sign the call itself; here only thoughts can be sealed, so they stand before it. */
  #seal(sealed: NonNullable<Growth['sealed']>): void {
    const part = { kind: 'reasoning', text: '', sealed } as const;
    this.done.push(new ReasoningBlock(part, this.#place('rs', undefined), this.say).close());
  }

  /** An item that has no deltas. */
  #whole(value: JsonObject | undefined, prefix: string, id: string | undefined): undefined {
    if (value === undefined) return;
    const { output_index, item_id } = this.#place(prefix, id);
    const item = { id: item_id, ...value };
    this.say('response.output_item.added', { output_index, item });
    this.say('response.output_item.done', { output_index, item });
    this.done.push(item);
  }

  /** The place of the next item; the message before it ends. */
  #place(prefix: string, id: string | undefined): Place {
    this.#endMessage('completed');
    const index = this.done.length;
    return {
      output_index: index,
      item_id: id ?? `${prefix}_${this.seed}${index.toString(16).padStart(4, '0')}`,
    };
  }

  #endMessage(status: 'completed' | 'incomplete'): void {
    if (this.#message !== undefined) this.done.push(this.#message.end(status));
    this.#message = undefined;
  }
}

function idOf(part: BlockPart): string | undefined {
  return asText(ownGroup(part, 'item')['id']);
}
