import type { Candidate, Pick } from '@fairlead/plugin-sdk';

/** What one candidate's score was made of. */
export type Parts = Readonly<Record<string, number>>;

/**
 * A pick that works out its reasons only when someone reads them: candidates are frozen values, so the answer is
 * the same later, and most decisions are never looked at.
 */
export class ExplainedPick implements Pick {
  readonly index: number;
  readonly excluded?: Readonly<Record<number, string>>;
  readonly #candidates: readonly Candidate[];
  readonly #partsOf: (candidate: Candidate) => Parts;

  constructor(
    index: number,
    candidates: readonly Candidate[],
    partsOf: (candidate: Candidate) => Parts,
    excluded?: Readonly<Record<number, string>>,
  ) {
    this.index = index;
    this.#candidates = candidates;
    this.#partsOf = partsOf;
    if (excluded !== undefined) this.excluded = excluded;
  }

  get parts(): readonly Parts[] {
    return this.#candidates.map((candidate, index) =>
      this.excluded?.[index] === undefined ? this.#partsOf(candidate) : {},
    );
  }
}
