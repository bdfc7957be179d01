import type { StreamPart } from '@fairlead/plugin-sdk';

/**
 * Puts blocks that overlap one behind the other, for dialects whose streams have one open block at a time: what belongs
 * to a later block is held until those before it are closed. Blocks that do not overlap pass at once.
 */
export class InSequence {
  /** The block that may speak; undefined between blocks. */
  #speaking: number | undefined;
  /** Blocks that wait their turn, in the order of opening, each with what it has said so far. */
  readonly #waiting = new Map<number, StreamPart[]>();
  /** A `finish` or an `end` that came while blocks were open. */
  #after: StreamPart[] = [];

  take(part: StreamPart): StreamPart[] {
    const block = 'block' in part ? part.block : undefined;
    if (block === undefined) return this.#takeAround(part);
    if (part.kind === 'open' && this.#speaking === undefined) this.#speaking = block;
    if (block !== this.#speaking) {
      const held = this.#waiting.get(block);
      if (held === undefined) this.#waiting.set(block, [part]);
      else held.push(part);
      return [];
    }
    return part.kind === 'close' ? [part, ...this.#next()] : [part];
  }

  #takeAround(part: StreamPart): StreamPart[] {
    if (part.kind === 'start' || part.kind === 'usage' || this.#speaking === undefined) return [part];
    this.#after.push(part);
    return [];
  }

  /** The next in line speaks up; one that is complete is over at once, and so on. */
  #next(): StreamPart[] {
    this.#speaking = undefined;
    const [first] = this.#waiting;
    if (first === undefined) return this.#after.splice(0);
    const [block, held] = first;
    this.#waiting.delete(block);
    this.#speaking = block;
    return held.at(-1)?.kind === 'close' ? [...held, ...this.#next()] : held;
  }
}
