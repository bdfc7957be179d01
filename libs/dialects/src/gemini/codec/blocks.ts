/** Numbers the blocks of a stream, all candidates together. */
export class Blocks {
  #count = 0;

  next(): number {
    return this.#count++;
  }
}
