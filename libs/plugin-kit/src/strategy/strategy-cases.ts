import type { Candidate, StrategyInstance } from '@fairlead/plugin-sdk';
import { must, mustEqual, NotClaimed } from '../report/verdict.js';
import { withoutChanceAndTime } from './without-chance-and-time.js';
import { alike, FACTS, instanceOf, KitClock, mixed, seeded, type StrategySubject } from './trial.js';

export interface StrategyCase {
  readonly code: string;
  readonly title: string;
  /** @throws Difference, NotClaimed */
  run(subject: StrategySubject): void;
}

const ROUNDS = 500;
const PICKS = 2000;
/** Percentage points, as a share: of 2000 draws, four standard deviations are below it. */
const SHARE_TOLERANCE = 0.1;
/** A pick may look at everything a candidate carries a few times over, for each of them. */
const READS_PER_CANDIDATE = 100;

/** Picks, and tells the strategy what became of it. @returns the index; undefined when it refused */
function play(
  strategy: StrategyInstance,
  candidates: readonly Candidate[],
  durationMs = 100,
): number | undefined {
  const pick = strategy.pick(candidates, FACTS);
  if (pick?.index === undefined) return undefined;
  const chosen = candidates[pick.index]!;
  strategy.onStart?.(chosen, FACTS);
  strategy.onEnd?.(chosen, { result: 'ok', durationMs, firstTokenMs: 40, costNanoUsd: 1_000_000 });
  return pick.index;
}

function picks(subject: StrategySubject, seed: number, rounds: number): (number | undefined)[] {
  const [chance, clock] = [seeded(seed), new KitClock()];
  const strategy = instanceOf(subject, seeded(seed).fork('strategy'), clock);
  return Array.from({ length: rounds }, () => {
    clock.ms += 50;
    return play(strategy, mixed(chance));
  });
}

/** Everything that every strategy must get right, in the order in which it is told. */
export const STRATEGY_CASES: readonly StrategyCase[] = [
  {
    code: 'strategy.eligible',
    title: 'it picks only what it is shown, or says of each why not',
    run(subject) {
      const [chance, clock] = [seeded(1), new KitClock()];
      const strategy = instanceOf(subject, seeded(2), clock);
      for (let n = 0; n < ROUNDS; n++) {
        clock.ms += 50;
        const candidates = mixed(chance);
        const pick = strategy.pick(candidates, FACTS);
        if (pick?.index === undefined) {
          const refused = Object.keys(pick?.excluded ?? {}).length;
          must(
            pick === undefined || refused === candidates.length,
            `it refused ${refused} of ${candidates.length}`,
          );
          continue;
        }
        const inRange = Number.isInteger(pick.index) && pick.index >= 0 && pick.index < candidates.length;
        must(inRange, `it picked ${String(pick.index)} of ${candidates.length}`);
        must(pick.excluded?.[pick.index] === undefined, `it picked ${pick.index} and excluded it`);
      }
    },
  },
  {
    code: 'strategy.deterministic',
    title: 'the same seed gives the same picks',
    run(subject) {
      mustEqual('picks', picks(subject, 7, 200), picks(subject, 7, 200));
    },
  },
  {
    code: 'strategy.pure',
    title: 'it has no clock and no chance of its own',
    run(subject) {
      mustEqual(
        'calls past its context',
        withoutChanceAndTime(() => void picks(subject, 3, 100)),
        [],
      );
    },
  },
  {
    code: 'strategy.snapshot',
    title: 'what it remembers is plain data, and picks go on from it',
    run(subject) {
      const clock = new KitClock();
      const first = instanceOf(subject, seeded(4), clock);
      if (first.snapshot === undefined) throw new NotClaimed('it has no snapshot()');
      const chance = seeded(5);
      for (let n = 0; n < 50; n++) play(first, mixed(chance));
      const state = first.snapshot();
      const plain: unknown = JSON.parse(JSON.stringify(state ?? null));
      mustEqual('its snapshot as JSON', plain, state ?? null);
      must(first.restore !== undefined, 'it has snapshot() and no restore()');
      const after = (): (number | undefined)[] => {
        const restored = instanceOf(subject, seeded(6), clock);
        restored.restore!(structuredClone(plain));
        const shown = seeded(8);
        return Array.from({ length: 100 }, () => play(restored, mixed(shown)));
      };
      mustEqual('picks from the same state', after(), after());
      instanceOf(subject, seeded(6), clock).restore!(undefined);
      instanceOf(subject, seeded(6), clock).restore!({ kit: 'state of an older version' });
    },
  },
  {
    code: 'strategy.no_starvation',
    title: 'of equals, every one has a turn',
    run(subject) {
      if (subject.claims.fairness === 'none') throw new NotClaimed('it may always pick the same');
      const counts = shares(subject, [1, 1, 1, 1]);
      must(
        Math.min(...counts) > 0,
        `shares of four equals: ${counts.map((each) => each.toFixed(3)).join(', ')}`,
      );
    },
  },
  {
    code: 'strategy.weights',
    title: 'of those that differ by weight alone, shares are as the weights',
    run(subject) {
      if (subject.claims.fairness !== 'weights') throw new NotClaimed('it does not say so');
      const counts = shares(subject, [5, 3, 2]);
      const off = Math.max(...counts.map((share, index) => Math.abs(share - [0.5, 0.3, 0.2][index]!)));
      must(
        off <= SHARE_TOLERANCE,
        `shares for weights 5, 3, 2: ${counts.map((each) => each.toFixed(3)).join(', ')}`,
      );
    },
  },
  {
    code: 'strategy.cost',
    title: 'a pick looks at each candidate a bounded number of times',
    run(subject) {
      const strategy = instanceOf(subject, seeded(9), new KitClock());
      let reads = 0;
      const counted = (candidate: Candidate): Candidate =>
        new Proxy(candidate, {
          get(target, key) {
            reads++;
            return Reflect.get(target, key) as unknown;
          },
        });
      const many = alike(Array.from({ length: 100 }, () => 1)).map(counted);
      play(strategy, many);
      must(reads <= 100 * READS_PER_CANDIDATE, `one pick among 100 read ${reads} fields`);
    },
  },
];

function shares(subject: StrategySubject, weights: readonly number[]): number[] {
  const clock = new KitClock();
  const strategy = instanceOf(subject, seeded(10), clock);
  const counts = weights.map(() => 0);
  for (let n = 0; n < PICKS; n++) {
    clock.ms += 50;
    const index = play(strategy, alike(weights));
    if (index !== undefined) counts[index]!++;
  }
  return counts.map((count) => count / PICKS);
}
