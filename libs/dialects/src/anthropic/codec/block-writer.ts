import { writeSignature, type BlockDelta, type BlockPart, type Signature } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { encodeCitations } from './citations.js';
import { callBlock, sealBefore, sealedBlock, textBlock, thoughtBlock } from './encode-reply-block.js';
import { OWN, ownExtras } from './own.js';

/** Writes the event of a content block. */
export type SayBlock = (type: 'start' | 'delta' | 'stop', index: number, fields: JsonObject) => void;

/** One block on its way out. It begins on the wire when there is something to say: an empty one would be refused later. */
export class BlockWriter {
  #index: number | undefined;
  #sealed: Signature | undefined;
  /** The text of a call whose tool takes text: as JSON it can only be written whole. */
  #customInput = '';

  /** @param place gives the next free index */
  constructor(
    readonly part: BlockPart,
    readonly place: () => number,
    readonly say: SayBlock,
  ) {
    if (part.kind === 'tool_call') {
      for (const seal of sealBefore(part)) this.#whole(seal);
      this.#begin({ ...callBlock(part), ...ownExtras(part) });
    }
    if (part.kind === 'vendor' && part.dialect === OWN) this.#begin(part.value);
    if (part.kind === 'reasoning') this.#sealed = part.sealed;
  }

  grow(delta: Omit<BlockDelta, 'kind' | 'block'>): void {
    const { text = '', signature, sealed, citations } = delta;
    switch (this.part.kind) {
      case 'text':
      case 'refusal':
        if (text !== '') this.#delta({ type: 'text_delta', text }, textBlock(''));
        for (const citation of encodeCitations(citations))
          this.#delta({ type: 'citations_delta', citation }, textBlock(''));
        return;
      case 'reasoning':
        this.#sealed = sealed ?? this.#sealed;
        return this.#think(text, signature);
      case 'tool_call':
        if (this.part.custom === true) this.#customInput += text;
        else if (text !== '') this.#delta({ type: 'input_json_delta', partial_json: text });
        return;
      case 'vendor':
        if ('type' in ownExtras(delta)) this.#delta(ownExtras(delta));
        return;
      case 'media':
    }
  }

  close(): void {
    if (this.part.kind === 'tool_call' && this.part.custom === true) {
      const partial_json = JSON.stringify({ input: this.#customInput });
      this.#delta({ type: 'input_json_delta', partial_json });
    }
    if (this.#index !== undefined) this.say('stop', this.#index, {});
    if (this.#sealed !== undefined) this.#whole(sealedBlock(this.#sealed));
  }

  #think(thinking: string, signature: Signature | undefined): void {
    const empty = thoughtBlock('', undefined);
    if (thinking !== '') this.#delta({ type: 'thinking_delta', thinking }, empty);
    if (signature !== undefined)
      this.#delta({ type: 'signature_delta', signature: writeSignature(signature, OWN) }, empty);
  }

  /** @param empty the block as it begins, where it may not have begun */
  #delta(delta: JsonObject, empty?: JsonObject): void {
    if (this.#index === undefined && empty !== undefined) this.#begin({ ...empty, ...ownExtras(this.part) });
    if (this.#index !== undefined) this.say('delta', this.#index, { delta });
  }

  #begin(content_block: JsonObject): void {
    this.#index = this.place();
    this.say('start', this.#index, { content_block });
  }

  #whole(content_block: JsonObject): void {
    const index = this.place();
    this.say('start', index, { content_block });
    this.say('stop', index, {});
  }
}
