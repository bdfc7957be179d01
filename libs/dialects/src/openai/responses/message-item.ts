import type { BlockPart, Extras } from '../../form/index.js';
import { asObject, type JsonObject } from '../../json/decode.js';
import { ownExtras } from './own.js';
import type { Growth, OpenBlock, Place, Say } from './block.js';
import { TextBlock } from './text-block.js';

/** A message of the assistant: its parts come one after the other, and it ends when something else begins. */
export class MessageItem {
  readonly #content: JsonObject[] = [];
  #own: JsonObject;

  /** @param own fields of the item that only this dialect says */
  constructor(
    readonly place: Place,
    own: JsonObject,
    readonly say: Say,
  ) {
    this.#own = own;
    say('response.output_item.added', {
      output_index: place.output_index,
      item: this.#item('in_progress'),
    });
  }

  open(part: BlockPart): OpenBlock {
    const block = new TextBlock(part, { ...this.place, content_index: this.#content.length }, this.say);
    return {
      grow: (growth: Growth) => block.grow(growth),
      close: (extras?: Extras) => {
        const own = { ...ownExtras(part), ...(extras && ownExtras({ extras })) };
        this.#content.push(block.close(asObject(own['part']) ?? {}));
        this.#own = { ...this.#own, ...asObject(own['item']) };
        return undefined;
      },
    };
  }

  end(status: 'completed' | 'incomplete'): JsonObject {
    const item = { ...this.#item(status), ...this.#own };
    this.say('response.output_item.done', { output_index: this.place.output_index, item });
    return item;
  }

  #item(status: string): JsonObject {
    return {
      ...this.#own,
      id: this.place.item_id,
      type: 'message',
      status,
      content: [...this.#content],
      role: 'assistant',
    };
  }
}
