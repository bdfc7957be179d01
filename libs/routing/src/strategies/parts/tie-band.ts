/** Scores this close are equal whatever the tolerance: floating point noise must not decide. */
const NOISE = 1e-9;

/**
 * Those of `among` whose score (at the same place in `scores`, lower is better, ≥ 0) is within `tolerance` of the
 * best: 0.1 is 10%.
 */
export function tiedBest(
  among: readonly number[],
  scores: readonly number[],
  tolerance: number,
): readonly number[] {
  const limit = Math.min(...scores) * (1 + tolerance) + NOISE;
  return among.filter((_, place) => scores[place]! <= limit);
}
