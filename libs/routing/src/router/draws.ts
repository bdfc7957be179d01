import type { Rng } from '@fairlead/plugin-sdk';

/** Writes down what a strategy draws while it picks, so that the pick can be made again. */
export class Draws implements Rng {
  constructor(
    private readonly source: Rng,
    private readonly page: { taken: number[] | undefined } = { taken: undefined },
  ) {}

  float(): number {
    const drawn = this.source.float();
    this.page.taken?.push(drawn);
    return drawn;
  }

  fork(label: string): Draws {
    return new Draws(this.source.fork(label), this.page);
  }

  /** What was drawn while this ran; undefined: nothing. */
  during<T>(run: () => T): { readonly result: T; readonly drawn?: readonly number[] } {
    const taken: number[] = [];
    this.page.taken = taken;
    try {
      const result = run();
      return taken.length > 0 ? { result, drawn: taken } : { result };
    } finally {
      this.page.taken = undefined;
    }
  }
}
