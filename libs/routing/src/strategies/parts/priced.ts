import type { Candidate } from '@fairlead/plugin-sdk';

export interface Priced {
  /** Indices of the candidates whose cost is known. */
  readonly among: readonly number[];
  /** The others, with the reason; undefined when there is none. */
  readonly excluded?: Readonly<Record<number, string>>;
}

/** An unknown price is no price: such a candidate cannot be compared by cost, and calling it zero would favour it. */
export function priced(candidates: readonly Candidate[]): Priced {
  const among: number[] = [];
  let excluded: Record<number, string> | undefined;
  for (let index = 0; index < candidates.length; index++) {
    if (candidates[index]!.costNanoUsd !== undefined) among.push(index);
    else (excluded ??= {})[index] = 'price:unknown';
  }
  return excluded === undefined ? { among } : { among, excluded };
}
