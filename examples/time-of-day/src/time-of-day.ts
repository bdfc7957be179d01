import { configOf, defineStrategy, type Candidate } from '@fairlead/plugin-sdk';
import { isWithin, minuteOfDay, readHours, readOffset } from './daily-hours.js';
import { TimeOfDayOptions } from './time-of-day-options.js';

/** Of the targets that are cheap now, or of all when none is: one at random, by weight. */
export const timeOfDay = defineStrategy({
  options: configOf(TimeOfDayOptions),

  create({ cheap, offset }, { clock, rng }) {
    const offsetMinutes = readOffset(offset)!;
    const windows = new Map(
      Object.entries(cheap).map(([id, hours]) => [id, [hours].flat().map((h) => readHours(h)!)]),
    );

    return {
      pick(candidates: readonly Candidate[]) {
        const minute = minuteOfDay(clock.wall(), offsetMinutes);
        const isCheap = candidates.map(
          ({ id }) => windows.get(id)?.some((each) => isWithin(each, minute)) ?? false,
        );
        const among = isCheap.includes(true) ? isCheap : candidates.map(() => true);
        const weights = candidates.map(({ weight }, index) => (among[index] ? weight : 0));
        return {
          index: drawn(weights, rng.float()),
          parts: isCheap.map((now) => ({ cheap_now: Number(now) })),
        };
      },
    };
  },
});

/** Index of the weight in which `chance`, of [0, 1), falls when all are laid in a row. */
function drawn(weights: readonly number[], chance: number): number {
  let left = chance * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => (left -= weight) < 0);
  // Sums of fractions may leave a crumb beyond the last one.
  return index >= 0 ? index : weights.findLastIndex((weight) => weight > 0);
}
