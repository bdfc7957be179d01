/** Places in the shared memory. */
export const MARKS = { beat: 0, call: 1 } as const;

/** A call of a plugin that has a name. */
export interface MarkedCall {
  readonly plugin: string;
  readonly call: string;
}

/**
 * Which call of which plugin this thread is in, in memory that another thread can read while this one stands still. It
 * is one number: marking a call costs next to nothing.
 */
class CallMarks {
  readonly shared = new Int32Array(new SharedArrayBuffer(8));
  /** By number; 0 is none. */
  readonly #calls: MarkedCall[] = [{ plugin: '', call: '' }];
  readonly #listeners = new Set<(number: number, call: MarkedCall) => void>();

  /** A number for a kind of call, to be asked for once. */
  register(call: MarkedCall): number {
    const known = this.#calls.findIndex(
      ({ plugin, call: name }) => plugin === call.plugin && name === call.call,
    );
    if (known > 0) return known;
    const number = this.#calls.push(call) - 1;
    for (const listener of this.#listeners) listener(number, call);
    return number;
  }

  /** Hears of every kind of call, those that are known already at once. @returns to stop it */
  onRegistered(listener: (number: number, call: MarkedCall) => void): () => void {
    this.#listeners.add(listener);
    this.#calls.forEach((call, number) => number > 0 && listener(number, call));
    return () => this.#listeners.delete(listener);
  }

  named(number: number): MarkedCall | undefined {
    return number > 0 ? this.#calls[number] : undefined;
  }

  /** Runs `work` as this call; one inside another takes its place meanwhile. */
  run<T>(number: number, work: () => T): T {
    const before = this.shared[MARKS.call]!;
    this.shared[MARKS.call] = number;
    try {
      return work();
    } finally {
      this.shared[MARKS.call] = before;
    }
  }
}

/** Of this thread: it has one event loop, and is in one call at a time. */
export const callMarks = new CallMarks();
