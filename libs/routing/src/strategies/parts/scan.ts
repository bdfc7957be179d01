import type { Rng } from '@fairlead/plugin-sdk';

/**
 * Up to this many candidates all are compared: in simulation the two slow targets of four got 7% of the traffic by
 * a full scan and 18% by two random choices. Beyond it, two choices are enough and cost the same at any size.
 */
const FULL_SCAN_MAX = 8;

const ALL = Array.from({ length: FULL_SCAN_MAX + 1 }, (_, count) =>
  Array.from({ length: count }, (_, index) => index),
);

/** 0 … count − 1. */
export function indicesOf(count: number): readonly number[] {
  return ALL[count] ?? Array.from({ length: count }, (_, index) => index);
}

/** The indices of `count` candidates that are compared: all, or two distinct random ones in ascending order. */
export function scanned(count: number, rng: Pick<Rng, 'float'>): readonly number[] {
  if (count <= FULL_SCAN_MAX) return indicesOf(count);
  const first = Math.floor(rng.float() * count);
  const other = Math.floor(rng.float() * (count - 1));
  const second = other >= first ? other + 1 : other;
  return first < second ? [first, second] : [second, first];
}
