import type { Candidate } from '@fairlead/plugin-sdk';
import { must, mustEqual } from '../../report/verdict.js';
import { alike, mixed } from '../candidates.js';
import { KitChance } from '../kit-chance.js';
import { forSeeds, play } from '../play.js';
import type { StrategyCase } from '../strategy-case.js';
import { instanceOf, KitClock, strategyOptions, type StrategySubject } from '../trial.js';
import { withoutChanceAndTime } from '../without-chance-and-time.js';

const ROUNDS = 300;
/** Among so many, one pick is counted. */
const CROWD = 100;
/** A pick may look at everything that a candidate carries a few times over, for each of them. */
const READS_PER_CANDIDATE = 100;
/** And roll the dice for each of them once or twice. */
const DRAWS_PER_CANDIDATE = 4;

/** What it picks, request by request; a request whose attempt failed asks again among the others. */
function picks(subject: StrategySubject, seed: number, rounds: number): (number | undefined)[] {
  const [shown, clock] = [new KitChance(seed), new KitClock()];
  const strategy = instanceOf(subject, new KitChance(seed).fork('strategy'), clock);
  return Array.from({ length: rounds }, () => {
    let candidates = mixed(shown);
    const first = play(strategy, clock, candidates);
    let index = first;
    while (index !== undefined && candidates.length > 1 && shown.float() < 0.3) {
      const tried = index;
      candidates = candidates.filter((_, at) => at !== tried);
      index = play(strategy, clock, candidates);
    }
    return first;
  });
}

/** One pick is one of those that are there, and depends on nothing else than it is given. */
export const PICKS: readonly StrategyCase[] = [
  {
    code: 'strategy.options',
    title: 'its options are read, and an unknown one is told with its name',
    run(subject) {
      const { options } = subject.definition;
      const given = options.parse(strategyOptions(subject));
      must(given.ok, given.ok ? '' : given.problems.map(({ message }) => message).join('; '));
      const odd = options.parse({ ...strategyOptions(subject), kit_invented: 1 });
      const told = odd.ok ? '' : odd.problems.map(({ message }) => message).join('; ');
      must(told.includes('kit_invented'), 'an unknown option passed');
    },
  },
  {
    code: 'strategy.eligible',
    title: 'it picks only what it is shown, also after a failure, or says of each why not',
    run: (subject) => forSeeds((seed) => void picks(subject, seed, ROUNDS)),
  },
  {
    code: 'strategy.reads_only',
    title: 'it changes nothing of what it is shown',
    run(subject) {
      // All of it is frozen: a change throws, in modules.
      const chance = new KitChance(1);
      const clock = new KitClock();
      const shown = mixed(chance);
      const before = JSON.stringify(shown);
      play(instanceOf(subject, chance.fork('strategy'), clock), clock, Object.freeze(shown) as Candidate[]);
      mustEqual('the candidates', JSON.stringify(shown), before);
    },
  },
  {
    code: 'strategy.deterministic',
    title: 'the same seed gives the same picks',
    run: (subject) =>
      forSeeds((seed) => mustEqual('picks', picks(subject, seed, ROUNDS), picks(subject, seed, ROUNDS))),
  },
  {
    code: 'strategy.pure',
    title: 'it has no clock and no chance of its own',
    run(subject) {
      const called = withoutChanceAndTime(() => void picks(subject, 3, ROUNDS));
      mustEqual('calls past its context', called, []);
    },
  },
  {
    code: 'strategy.cost',
    title: 'a pick costs a bounded number of looks and draws for each candidate',
    run(subject) {
      const chance = new KitChance(9);
      const clock = new KitClock();
      const strategy = instanceOf(subject, chance, clock);
      let reads = 0;
      const counted = (candidate: Candidate): Candidate =>
        new Proxy(
          { ...candidate },
          {
            get(target, key) {
              reads++;
              return Reflect.get(target, key) as unknown;
            },
          },
        );
      const crowd = alike(Array.from({ length: CROWD }, () => 1)).map(counted);
      const drawn = chance.epoch.draws;
      play(strategy, clock, crowd);
      const draws = chance.epoch.draws - drawn;
      must(reads <= CROWD * READS_PER_CANDIDATE, `one pick among ${CROWD} read ${reads} fields`);
      must(draws <= CROWD * DRAWS_PER_CANDIDATE, `one pick among ${CROWD} drew ${draws} times`);
    },
  },
];
