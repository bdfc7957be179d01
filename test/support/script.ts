import type { Behaviour } from './behaviours/behaviour.js';

/** The nth request meets the nth behaviour; the last one repeats. */
export class Script {
  #behaviours: readonly [Behaviour, ...Behaviour[]];
  #met = 0;

  constructor(first: Behaviour) {
    this.#behaviours = [first];
  }

  set(behaviours: readonly Behaviour[]): void {
    const [first, ...rest] = behaviours;
    if (!first) throw new Error('a script needs at least one behaviour, e.g. play([ok()])');
    this.#behaviours = [first, ...rest];
    this.#met = 0;
  }

  next(): { readonly behaviour: Behaviour; readonly ordinal: number } {
    const index = Math.min(this.#met, this.#behaviours.length - 1);
    this.#met += 1;
    return { behaviour: this.#behaviours[index] ?? this.#behaviours[0], ordinal: this.#met };
  }
}
