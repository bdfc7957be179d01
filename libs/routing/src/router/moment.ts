import type { StrategyClock } from '@fairlead/plugin-sdk';

/**
 * The clock as strategies read it: it stands still while a decision is made. All of a decision is so of one moment, which
 * its record can name; a clock that ran on between two readings could not be replayed.
 */
export class Moment implements StrategyClock {
  readonly #clock: StrategyClock;
  #heldMs: number | undefined;
  #heldWallMs: number | undefined;

  constructor(clock: StrategyClock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#heldMs ?? this.#clock.now();
  }

  wall(): Date {
    if (this.#heldMs === undefined) return this.#clock.wall();
    this.#heldWallMs ??= this.#clock.wall().getTime();
    // A new one each time: dates can be changed by whoever holds them.
    return new Date(this.#heldWallMs);
  }

  /** The calendar time of the decision that is being made, ms since 1970; undefined: nobody asked for it. */
  get wallReadMs(): number | undefined {
    return this.#heldWallMs;
  }

  hold<T>(decide: () => T): T {
    this.#heldMs = this.#clock.now();
    try {
      return decide();
    } finally {
      this.#heldMs = undefined;
      this.#heldWallMs = undefined;
    }
  }
}
