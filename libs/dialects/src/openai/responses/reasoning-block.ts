import type { Extras, ReasoningPart, Signature } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import type { Growth, OpenBlock, Place, Say } from './block.js';
import { keep, ownExtras } from './own.js';
import { reasoningItem } from './write-items.js';

/** Thoughts as they come: a summary of one piece, or the thoughts themselves where the provider shows them so. */
export class ReasoningBlock implements OpenBlock {
  #text = '';
  #signature: Signature | undefined;
  #sealed: Signature | undefined;
  readonly #inFull: boolean;

  constructor(
    readonly part: ReasoningPart,
    readonly place: Place,
    readonly say: Say,
  ) {
    this.#inFull = ownExtras(part)['form'] === 'content';
    this.#signature = part.signature;
    this.#sealed = part.sealed;
    say('response.output_item.added', {
      output_index: place.output_index,
      item: { id: place.item_id, type: 'reasoning', summary: [] },
    });
  }

  grow({ text = '', signature, sealed }: Growth): void {
    this.#signature = signature ?? this.#signature;
    this.#sealed = sealed ?? this.#sealed;
    if (text === '') return;
    if (this.#text === '') this.#part('added', '');
    this.#text += text;
    this.#say('delta', { delta: text });
  }

  close(extras?: Extras): JsonObject {
    if (this.#text !== '') {
      this.#say('done', { text: this.#text });
      this.#part('done', this.#text);
    }
    const item = reasoningItem(this.#whole(extras), { id: this.place.item_id });
    this.say('response.output_item.done', { output_index: this.place.output_index, item });
    return item;
  }

  #whole(extras: Extras | undefined): ReasoningPart {
    return {
      ...this.part,
      text: this.#text,
      ...(this.#signature && { signature: this.#signature }),
      ...(this.#sealed && { sealed: this.#sealed }),
      ...keep({ ...ownExtras(this.part), ...(extras && ownExtras({ extras })) }),
    };
  }

  #part(step: 'added' | 'done', text: string): void {
    if (this.#inFull)
      this.say(`response.content_part.${step}`, {
        ...this.place,
        content_index: 0,
        part: { type: 'reasoning_text', text },
      });
    else
      this.say(`response.reasoning_summary_part.${step}`, {
        ...this.place,
        summary_index: 0,
        part: { type: 'summary_text', text },
      });
  }

  #say(step: 'delta' | 'done', said: JsonObject): void {
    if (this.#inFull)
      this.say(`response.reasoning_text.${step}`, { ...this.place, content_index: 0, ...said });
    else this.say(`response.reasoning_summary_text.${step}`, { ...this.place, summary_index: 0, ...said });
  }
}
