import { hash32, seededRng, type Rng } from '@fairlead/plugin-sdk';

/** Shared by a generator and its forks. */
interface Epoch {
  /** All of them begin anew when it moves. */
  now: number;
  /** How often anyone drew. */
  draws: number;
}

/** Chance that can be played again from any moment on, by whoever holds forks of it. */
export class KitChance implements Rng {
  #at = -1;
  #rng: Rng | undefined;

  constructor(
    readonly seed: number,
    readonly epoch: Epoch = { now: 0, draws: 0 },
  ) {}

  float(): number {
    if (this.#rng === undefined || this.#at !== this.epoch.now) {
      this.#at = this.epoch.now;
      this.#rng = seededRng(hash32(`${this.seed}:${this.#at}`));
    }
    this.epoch.draws++;
    return this.#rng.float();
  }

  fork(label: string): KitChance {
    return new KitChance(hash32(`${this.seed}:${label}`), this.epoch);
  }

  /** From here on it gives what any other of this seed gives from the same moment on. */
  beginAnew(): void {
    this.epoch.now++;
  }
}
