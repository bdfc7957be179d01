import type { Extras, ToolCallPart } from '../../form/index.js';
import { asObject, type JsonObject } from '../../json/decode.js';
import type { Growth, OpenBlock, Place, Say } from './block.js';
import { keep, ownExtras, ownGroup } from './own.js';
import { callItem } from './write-items.js';

/** A tool call whose input arrives bit by bit. */
export class CallBlock implements OpenBlock {
  #input = '';
  readonly #event: string;

  constructor(
    readonly part: ToolCallPart,
    readonly place: Place,
    readonly say: Say,
  ) {
    this.#event = part.custom ? 'response.custom_tool_call_input' : 'response.function_call_arguments';
    const item = {
      ...callItem({ ...part, input: '' }, { id: place.item_id }),
      ...(part.custom ? { input: '' } : { arguments: '', status: 'in_progress' }),
    };
    say('response.output_item.added', { output_index: place.output_index, item });
  }

  grow({ text = '' }: Growth): void {
    if (text === '') return;
    this.#input += text;
    this.say(`${this.#event}.delta`, { ...this.place, delta: text });
  }

  close(extras?: Extras): JsonObject {
    const { custom, name } = this.part;
    // Clients parse the arguments, also of a function that takes none.
    if (!custom && this.#input === '') this.grow({ text: '{}' });
    const said = custom ? { input: this.#input } : { name, arguments: this.#input };
    this.say(`${this.#event}.done`, { ...this.place, ...said });
    const item = this.#item(extras);
    this.say('response.output_item.done', { output_index: this.place.output_index, item });
    return item;
  }

  #item(extras: Extras | undefined): JsonObject {
    const late = extras && asObject(ownExtras({ extras })['item']);
    const own = keep({ item: { ...ownGroup(this.part, 'item'), ...late } });
    const given = { id: this.place.item_id, ...(!this.part.custom && { status: 'completed' }) };
    return callItem({ ...this.part, input: this.#input, ...own }, given);
  }
}
