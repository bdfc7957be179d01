import { noConfig } from '@fairlead/plugin-sdk';
import { pool, route, tier } from '../testing/plan.js';
import { routingBench } from '../testing/routing-bench.js';
import { someFacts } from '../testing/candidate.js';
import { noHistory } from './decision.js';

it('a decision is of one moment, however long it takes, and the next one of another', () => {
  let nowMs = 0;
  const clock = { now: () => (nowMs += 1), wall: () => new Date(0), after: () => () => undefined };
  const seen: number[] = [];
  const watchful = {
    options: noConfig,
    create: (_: object, { clock: own }: { clock: { now(): number } }) => ({
      pick: () => {
        seen.push(own.now(), own.now());
        return { index: 0 };
      },
      onStart: () => void seen.push(own.now()),
    }),
  };
  const plan = route([tier('main', pool('p', ['a'], { type: 'watchful' }))]);
  const { router } = routingBench(plan, {}, { clock, strategies: new Map([['watchful', watchful]]) });
  const { choice, state } = router.decide(plan, someFacts, noHistory, { capture: true });
  const [first, second] = seen;
  expect(second).toBe(first);
  expect(state!.nowMs).toBe(first);
  router.begin(choice!, someFacts);
  expect(seen[2]).toBeGreaterThan(first!);
});
