import { Fault } from '@fairlead/plugin-sdk';

/** Lets that part of a second answer through which the caller does not have yet. */
export interface Seam {
  /**
   * @returns what may go out now
   * @throws Fault `cancelled` when this answer is no continuation
   */
  feed(text: string): string;
  /**
   * The second answer's text is over.
   * @returns what was held back
   * @throws Fault `cancelled` when this answer is no continuation
   */
  end(): string;
}

function divergence(): Fault {
  return new Fault('cancelled', 'the second answer does not begin with what the caller has');
}

/** A model that repeats the end of what it goes on from repeats no more than this many characters. */
const MAX_OVERLAP = 200;
/** A shorter repetition is taken for chance: "allow" may well go on from "al" with "low". */
const MIN_OVERLAP = 12;

/** For a target that goes on from a prefill: what it repeats of the end is left out. */
export class OverlapSeam implements Seam {
  #held = '';
  #open = false;

  /**
   * @param delivered what the caller has
   * @param trimmed the white space at its end that the prefill went without
   */
  constructor(
    readonly delivered: string,
    readonly trimmed: string,
  ) {}

  feed(text: string): string {
    if (this.#open) return text;
    this.#held += text;
    return this.#held.length < MAX_OVERLAP && this.#mayRepeat() ? '' : this.end();
  }

  end(): string {
    const held = this.#held;
    this.#held = '';
    if (this.#open) return held;
    this.#open = true;
    const repeated = this.#overlap(held);
    return repeated > 0 ? held.slice(repeated) : this.#withoutTrimmed(held);
  }

  /** What is held so far stands in the last 200 characters as one piece, so that it may grow into a repetition. */
  #mayRepeat(): boolean {
    return this.delivered.slice(-MAX_OVERLAP).includes(this.#held);
  }

  #overlap(held: string): number {
    for (let size = Math.min(held.length, this.delivered.length, MAX_OVERLAP); size >= MIN_OVERLAP; size--)
      if (this.delivered.endsWith(held.slice(0, size))) return size;
    return 0;
  }

  #withoutTrimmed(held: string): string {
    let at = 0;
    while (at < this.trimmed.length && held[at] === this.trimmed[at]) at++;
    return held.slice(at);
  }
}

/** For a target that begins anew: what the caller has must come again, letter by letter, and is left out. */
export class SpliceSeam implements Seam {
  #matched = 0;

  constructor(readonly delivered: string) {}

  feed(text: string): string {
    const expected = this.delivered.slice(this.#matched, this.#matched + text.length);
    if (!text.startsWith(expected)) throw divergence();
    this.#matched += expected.length;
    return text.slice(expected.length);
  }

  end(): string {
    if (this.#matched < this.delivered.length) throw divergence();
    return '';
  }
}
