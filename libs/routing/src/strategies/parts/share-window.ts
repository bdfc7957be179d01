import type { TargetId } from '@fairlead/plugin-sdk';
import { readNames } from './read-numbers.js';

/** Who got how many of the last `size` picks. */
export class ShareWindow {
  readonly #ring: TargetId[] = [];
  readonly #counts = new Map<TargetId, number>();
  readonly #size: number;
  #next = 0;

  constructor(size: number) {
    this.#size = size;
  }

  add(id: TargetId): void {
    const gone = this.#ring[this.#next];
    if (gone !== undefined) {
      const left = this.#counts.get(gone)! - 1;
      if (left > 0) this.#counts.set(gone, left);
      else this.#counts.delete(gone);
    }
    this.#ring[this.#next] = id;
    this.#next = (this.#next + 1) % this.#size;
    this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
  }

  /** Part of a full window: a window still filling counts as `size` picks, so one early pick is not 100%. */
  shareOfFull(id: TargetId): number {
    return (this.#counts.get(id) ?? 0) / this.#size;
  }

  /** Part of the picks so far; 1 before the first pick, when nobody is short of its share. */
  share(id: TargetId): number {
    return this.#ring.length === 0 ? 1 : (this.#counts.get(id) ?? 0) / this.#ring.length;
  }

  /** The picks it holds, oldest first. */
  snapshot(): TargetId[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
  }

  restore(state: unknown): void {
    for (const id of readNames(state).slice(-this.#size)) this.add(id);
  }
}
