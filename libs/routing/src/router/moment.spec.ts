import { noConfig, type StrategyClock } from '@fairlead/plugin-sdk';
import { replayDecision } from '../replay/replay-decision.js';
import { pool, route, tier } from '../testing/plan.js';
import { routingBench } from '../testing/routing-bench.js';
import { someFacts } from '../testing/candidate.js';
import { noHistory } from './decision.js';

const plan = route([tier('main', pool('p', ['a'], { type: 'watchful' }))]);
const NOON_MS = Date.UTC(2026, 2, 1, 12);

/** A strategy that reads the clock over and over, and a clock that never says the same. */
function watched(read: (clock: StrategyClock) => number) {
  let nowMs = 0;
  const clock = {
    now: () => (nowMs += 1),
    wall: () => new Date(NOON_MS + (nowMs += 1)),
    after: () => () => undefined,
  };
  const seen: number[] = [];
  const watchful = {
    options: noConfig,
    create: (_: object, { clock: own }: { clock: StrategyClock }) => ({
      pick: () => {
        seen.push(read(own), read(own));
        return { index: 0 };
      },
      onStart: () => void seen.push(read(own)),
    }),
  };
  const strategies = new Map([['watchful', watchful]]);
  const { router } = routingBench(plan, {}, { clock, strategies });
  return { router, seen, strategies };
}

it.each([
  ['now', (clock: StrategyClock) => clock.now()],
  ['wall', (clock: StrategyClock) => clock.wall().getTime()],
])('%s: a decision is of one moment, however long it takes, and the next one of another', (_, read) => {
  const { router, seen, strategies } = watched(read);
  const { choice, state } = router.decide(plan, someFacts, noHistory, { capture: true });
  const [first, second] = seen;
  expect(second).toBe(first);
  router.begin(choice!, someFacts);
  expect(seen[2]).toBeGreaterThan(first!);
  router.decide(plan, someFacts, noHistory);
  expect(seen[3]).toBeGreaterThan(seen[2]!);

  replayDecision({ route: plan, facts: someFacts, state: state!, strategies });
  expect(seen.slice(5)).toEqual([first, first]);
});

it('the calendar time stands in a record only where it was asked for', () => {
  const stateOf = (read: (clock: StrategyClock) => number) =>
    watched(read).router.decide(plan, someFacts, noHistory, { capture: true }).state!;
  expect(stateOf((clock) => clock.now())).not.toHaveProperty('wallMs');
  expect(stateOf((clock) => clock.wall().getTime()).wallMs).toBeGreaterThan(NOON_MS);
});

it('whoever changes the date it was given changes nobody else’s', () => {
  const { router, seen } = watched((clock) => clock.wall().setUTCHours(3));
  router.decide(plan, someFacts, noHistory);
  expect(seen[1]).toBe(seen[0]);
});
