import type { DecidedExchange } from '@fairlead/engine';
import { DecisionLog, type DecisionFilter } from './decision-log.js';

const at = new Date(0);
const decided = (id: string, more: Partial<DecidedExchange> = {}): DecidedExchange => ({
  id,
  at,
  policy: 'p',
  route: 'chat',
  steps: [],
  outcome: 'ok',
  status: 200,
  ...more,
});
const tried = (target: string): DecidedExchange['steps'] => [
  {
    record: { route: 'chat', candidates: [], reason: 'strategy:random' },
    attempts: [{ target, result: 'server_error', startedMs: 0, durationMs: 1 }],
  },
];

describe('the decision log', () => {
  const log = new DecisionLog(4);
  log.add(decided('1'));
  log.add(decided('2', { target: 'a/m' }));
  log.add(decided('3', { route: 'other', outcome: 'server_error' }));
  log.add(decided('4', { steps: tried('a/m'), target: 'b/m' }));
  log.add(decided('5'));
  log.add(decided('2', { status: 499 }));

  it.each<[string, Partial<DecisionFilter>, string[]]>([
    ['keeps the newest', {}, ['2', '5', '4', '3']],
    ['by route', { route: 'other' }, ['3']],
    ['by outcome', { outcome: 'ok' }, ['2', '5', '4']],
    ['by a target that answered or was tried', { target: 'a/m' }, ['4']],
    ['by all of them', { route: 'chat', target: 'b/m', outcome: 'ok' }, ['4']],
    ['so many', { limit: 2 }, ['2', '5']],
  ])('%s', (_what, filter, ids) => {
    expect(log.list({ limit: 10, ...filter }).map(({ id }) => id)).toEqual(ids);
  });

  it('finds one by its id', () => {
    expect([log.find('2')?.status, log.find('1')]).toEqual([499, undefined]);
  });
});
