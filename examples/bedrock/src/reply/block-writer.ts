import type { BlockDelta, BlockOpen, StreamPart } from '@fairlead/plugin-sdk';

/** Numbers blocks in the order of their opening, whatever numbers the API gives them. */
export class BlockWriter {
  readonly #open = new Map<number, number>();
  #next = 0;

  /** The parts of a delta, with the block's opening where it is not open yet. */
  grow(index: number, part: BlockOpen['part'], delta: Omit<BlockDelta, 'kind' | 'block'>): StreamPart[] {
    const opened = this.open(index, part);
    return [...opened, { kind: 'delta', block: this.#open.get(index)!, ...delta }];
  }

  open(index: number, part: BlockOpen['part']): StreamPart[] {
    if (this.#open.has(index)) return [];
    const block = this.#next++;
    this.#open.set(index, block);
    return [{ kind: 'open', choice: 0, block, part }];
  }

  close(index: number): StreamPart[] {
    const block = this.#open.get(index);
    if (block === undefined) return [];
    this.#open.delete(index);
    return [{ kind: 'close', block }];
  }

  closeAll(): StreamPart[] {
    return [...this.#open.keys()].flatMap((index) => this.close(index));
  }
}
