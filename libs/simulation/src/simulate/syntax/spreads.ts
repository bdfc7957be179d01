import { about, byKind, duration, integer, record, refine, required, type Shape } from '@fairlead/policy';
import type { Spread } from '../spread.js';

/** `600ms`, or `{ median: 600ms, p95: 1.2s }`. */
export const durationSpread = spreadOf(duration);

/** `800`, or `{ median: 800, p95: 6000 }`. */
export const tokenSpread = spreadOf(integer({ min: 1, max: 100_000_000 }));

function spreadOf(value: Shape<number>): Shape<Spread> {
  const map = record({
    median: about('Half of the values are no larger.', required(value)),
    p95: about('95 of 100 values are no larger; absent: all are the same.', value),
  });
  return byKind({
    scalar: refine(value, (median): Spread => ({ median, p95: median })),
    map: refine(map, ({ median, p95 = median }, findings, node): Spread | undefined => {
      if (p95 >= median) return { median, p95 };
      findings.error(node.place, 'invalid-value', '"p95" must not be below "median"');
      return undefined;
    }),
  });
}
