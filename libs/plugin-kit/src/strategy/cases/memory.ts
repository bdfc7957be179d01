import { isDeepStrictEqual } from 'node:util';
import type { StrategyInstance } from '@fairlead/plugin-sdk';
import { must, mustEqual, NotClaimed } from '../../report/verdict.js';
import { mixed } from '../candidates.js';
import { KitChance } from '../kit-chance.js';
import { forSeeds, play } from '../play.js';
import type { StrategyCase } from '../strategy-case.js';
import { instanceOf, KitClock, type StrategySubject } from '../trial.js';

/** Requests before the snapshot, and behind it. */
const BEFORE = 60;
const BEHIND = 100;
/** Requests after which it has seen all targets, and many more. */
const FEW = 500;
const MANY = 5000;
/** Counters have more digits after more requests; nothing else may grow. */
const GROWTH = 2;

/** @throws NotClaimed for a strategy that remembers nothing */
function remembering(subject: StrategySubject, chance: KitChance, clock: KitClock) {
  const strategy = instanceOf(subject, chance, clock);
  if (strategy.snapshot === undefined) throw new NotClaimed('it has no snapshot()');
  must(strategy.restore !== undefined, 'it has snapshot() and no restore()');
  return strategy as StrategyInstance & Required<Pick<StrategyInstance, 'snapshot' | 'restore'>>;
}

/** @throws Difference when the state is no plain data */
function handOver(state: unknown, to: StrategyInstance): void {
  const plain: unknown = JSON.parse(JSON.stringify(state ?? null));
  mustEqual('its snapshot as JSON', plain, state ?? null);
  must(to.restore !== undefined, 'it has snapshot() and no restore()');
  to.restore(structuredClone(plain));
}

/** What a strategy remembers of its picks. */
export const MEMORY: readonly StrategyCase[] = [
  {
    code: 'strategy.snapshot',
    title: 'what it remembers is plain data, and another goes on from it with the same picks',
    run: (subject) =>
      forSeeds((seed) => {
        const clock = new KitClock();
        const chances = [new KitChance(seed), new KitChance(seed)] as const;
        const first = instanceOf(subject, chances[0], clock);
        const shown = new KitChance(seed).fork('before');
        for (let n = 0; n < BEFORE; n++) play(first, clock, mixed(shown));
        const second = instanceOf(subject, chances[1], clock);
        if (first.snapshot !== undefined) handOver(first.snapshot(), second);
        for (const chance of chances) chance.beginAnew();
        const since = clock.ms;
        const goOn = (strategy: StrategyInstance): (number | undefined)[] => {
          clock.ms = since;
          const next = new KitChance(seed).fork('behind');
          return Array.from({ length: BEHIND }, () => play(strategy, clock, mixed(next)));
        };
        const [news, olds] = [goOn(second), goOn(first)];
        if (first.snapshot !== undefined) return mustEqual('picks of the one that was restored', news, olds);
        must(isDeepStrictEqual(news, olds), 'its picks depend on those before, and it has no snapshot()');
        throw new NotClaimed('it remembers nothing');
      }),
  },
  {
    code: 'strategy.restore',
    title: 'a state that it does not know is no reason to fail',
    run(subject) {
      for (const state of [undefined, null, [], 'kit', { kit: 'state of an older version' }]) {
        const clock = new KitClock();
        const chance = new KitChance(6);
        const strategy = remembering(subject, chance, clock);
        strategy.restore(state);
        for (let n = 0; n < 20; n++) play(strategy, clock, mixed(chance));
      }
    },
  },
  {
    code: 'strategy.bounded',
    title: 'what it remembers grows with the targets, not with the requests',
    run(subject) {
      const clock = new KitClock();
      const chance = new KitChance(8);
      const strategy = remembering(subject, chance.fork('strategy'), clock);
      const sizeAfter = (rounds: number): number => {
        for (let n = 0; n < rounds; n++) play(strategy, clock, mixed(chance));
        return (JSON.stringify(strategy.snapshot()) ?? '').length;
      };
      const [few, many] = [sizeAfter(FEW), sizeAfter(MANY)];
      must(
        many <= few * GROWTH + 64,
        `its snapshot had ${few} characters after ${FEW} requests, and ${many} after ${MANY} more`,
      );
    },
  },
];
