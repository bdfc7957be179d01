import { must, NotClaimed } from '../../report/verdict.js';
import { alike } from '../candidates.js';
import { KitChance } from '../kit-chance.js';
import { forSeeds, play } from '../play.js';
import type { StrategyCase } from '../strategy-case.js';
import { instanceOf, KitClock, type StrategySubject } from '../trial.js';

const PICKS = 2000;
/** Percentage points, as a share: of 2000 draws, four standard deviations are below it. */
const SHARE_TOLERANCE = 0.1;

/** How much of all picks each of these gets. */
function shares(subject: StrategySubject, weights: readonly number[], seed: number): number[] {
  const clock = new KitClock();
  const strategy = instanceOf(subject, new KitChance(seed), clock);
  const counts = weights.map(() => 0);
  for (let n = 0; n < PICKS; n++) {
    const index = play(strategy, clock, alike(weights));
    if (index !== undefined) counts[index]!++;
  }
  return counts.map((count) => count / PICKS);
}

const shown = (all: readonly number[]): string => all.map((each) => each.toFixed(3)).join(', ');

/** Who gets how much, where nothing but chance, turn or weight can decide. */
export const FAIRNESS: readonly StrategyCase[] = [
  {
    code: 'strategy.no_starvation',
    title: 'of equals, every one has a turn',
    run: (subject) =>
      forSeeds((seed) => {
        if (subject.claims.fairness === 'none') throw new NotClaimed('it may always pick the same');
        const each = shares(subject, [1, 1, 1, 1], seed);
        must(Math.min(...each) > 0, `shares of four equals: ${shown(each)}`);
      }),
  },
  {
    code: 'strategy.weights',
    title: 'of those that differ by weight alone, shares are as the weights',
    run: (subject) =>
      forSeeds((seed) => {
        if (subject.claims.fairness !== 'weights') throw new NotClaimed('it does not say so');
        const each = shares(subject, [5, 3, 2], seed);
        const off = Math.max(...each.map((share, index) => Math.abs(share - [0.5, 0.3, 0.2][index]!)));
        must(off <= SHARE_TOLERANCE, `shares for weights 5, 3, 2: ${shown(each)}`);
      }),
  },
];
