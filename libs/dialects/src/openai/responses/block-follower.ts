import type { BlockDelta, BlockPart, Part, StreamPart } from '../../form/index.js';

/** What one event adds to a block. */
export type Grown = Omit<BlockDelta, 'kind' | 'block' | 'extras'>;

/** Follows one block: how much of it has been said, so that a later event which says the whole adds only the rest. */
export class BlockFollower {
  isOpen = true;
  #textLength = 0;
  #citations = 0;
  #logprobs = 0;

  constructor(
    readonly block: number,
    readonly part: BlockPart,
    readonly say: (part: StreamPart) => void,
  ) {
    say({ kind: 'open', choice: 0, block, part });
  }

  grow(grown: Grown): void {
    const { text = '', citations = [], logprobs = [], signature, sealed } = grown;
    const nothing = text === '' && citations.length === 0 && logprobs.length === 0;
    if (!this.isOpen || (nothing && signature === undefined && sealed === undefined)) return;
    this.#textLength += text.length;
    this.#citations += citations.length;
    this.#logprobs += logprobs.length;
    this.say({ kind: 'delta', block: this.block, ...grown });
  }

  /** @param whole the part as it is when it is complete */
  settle(whole: Part): void {
    if (!this.isOpen) return;
    this.grow({ ...this.#restOf(whole) });
    this.close(whole);
  }

  close(whole?: Part): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.say({ kind: 'close', block: this.block, ...(whole?.extras && { extras: whole.extras }) });
  }

  #restOf(whole: Part): Grown {
    switch (whole.kind) {
      case 'text':
        return {
          ...this.#textOf(whole.text),
          ...(whole.citations && { citations: whole.citations.slice(this.#citations) }),
          ...(whole.logprobs && { logprobs: whole.logprobs.slice(this.#logprobs) }),
        };
      case 'refusal':
        return this.#textOf(whole.text);
      case 'tool_call':
        return this.#textOf(whole.input);
      case 'reasoning': {
        const { text, signature, sealed } = whole;
        return { ...this.#textOf(text), ...(signature && { signature }), ...(sealed && { sealed }) };
      }
      default:
        return {};
    }
  }

  #textOf(text: string): Grown {
    return text.length > this.#textLength ? { text: text.slice(this.#textLength) } : {};
  }
}
