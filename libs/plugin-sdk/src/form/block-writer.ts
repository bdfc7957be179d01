import type { BlockDelta, BlockOpen, BlockPart, StreamPart } from './stream-part.js';

/**
 * Numbers the blocks of one stream in the order of their opening, whatever the vendor calls them, and knows which are
 * open. For whoever turns a vendor's events into parts.
 */
export class BlockWriter<Key extends string | number = number> {
  readonly #open = new Map<Key, number>();
  #next = 0;

  /**
   * The block's opening; nothing where it is open already.
   *
   * @param key what the vendor calls the block; one that was closed can be opened anew
   * @param part what it is, while it is empty
   */
  open(key: Key, part: BlockPart, choice: BlockOpen['choice'] = 0): StreamPart[] {
    if (this.#open.has(key)) return [];
    const block = this.#next++;
    this.#open.set(key, block);
    return [{ kind: 'open', choice, block, part }];
  }

  /** What the block grows by, behind its opening where it is not open yet. */
  grow(key: Key, part: BlockPart, delta: Omit<BlockDelta, 'kind' | 'block'>): StreamPart[] {
    const opened = this.open(key, part);
    return [...opened, { kind: 'delta', block: this.#open.get(key)!, ...delta }];
  }

  /** Nothing where it is not open. */
  close(key: Key): StreamPart[] {
    const block = this.#open.get(key);
    if (block === undefined) return [];
    this.#open.delete(key);
    return [{ kind: 'close', block }];
  }

  /** All that are open: before a `finish`. */
  closeAll(): StreamPart[] {
    return [...this.#open.keys()].flatMap((key) => this.close(key));
  }
}
