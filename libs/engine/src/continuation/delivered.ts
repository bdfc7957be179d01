import type { StreamPart } from '@fairlead/dialects';

/** What a caller has of an answer: enough to know whether another target can go on with it, and from where. */
export class Delivered {
  /** Everything said so far, for an encoder that takes over. */
  readonly parts: StreamPart[] = [];
  /** The text of the answer, all blocks together. */
  text = '';
  /** The text block that is open at the end. */
  openText: number | undefined;
  /** Blocks opened so far: the next one's number. */
  blocks = 0;
  readonly #texts = new Set<number>();
  #onlyText = true;

  take(part: StreamPart): void {
    this.parts.push(part);
    switch (part.kind) {
      case 'open':
        return this.#open(part);
      case 'delta':
        if (part.logprobs !== undefined) this.#onlyText = false;
        if (this.#texts.has(part.block)) this.text += part.text ?? '';
        return;
      case 'close':
        if (part.block === this.openText) this.openText = undefined;
        return;
      case 'finish':
        this.#onlyText = false;
        return;
      case 'start':
      case 'usage':
      case 'end':
    }
  }

  /** One answer, in words, after whatever thoughts, and not at its end: nothing that cannot be gone on with. */
  get continuable(): boolean {
    return this.#onlyText && this.text !== '';
  }

  #open({ block, choice, part }: StreamPart & { kind: 'open' }): void {
    this.blocks = block + 1;
    if (part.kind === 'text') {
      this.#texts.add(block);
      this.openText = block;
      this.text += part.text;
    }
    if (choice > 0 || (part.kind !== 'text' && part.kind !== 'reasoning')) this.#onlyText = false;
  }
}
