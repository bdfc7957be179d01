import type { Clock } from '@fairlead/plugin-sdk';

/**
 * The clock as strategies read it: it stands still while a decision is made. All of a decision is so of one moment, which
 * its record can name; a clock that ran on between two readings could not be replayed.
 */
export class Moment {
  readonly #clock: Pick<Clock, 'now'>;
  #heldMs: number | undefined;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  now(): number {
    return this.#heldMs ?? this.#clock.now();
  }

  hold<T>(decide: () => T): T {
    this.#heldMs = this.#clock.now();
    try {
      return decide();
    } finally {
      this.#heldMs = undefined;
    }
  }
}
