import type { Candidate } from '@fairlead/plugin-sdk';
import { candidate, instance, someFacts } from '../testing/candidate.js';
import { Composite } from './composite.js';

const only = (factor: string, weight = 1): object => ({
  weights: { first_token: 0, per_token: 0, cost: 0, failure_rate: 0, load: 0, [factor]: weight },
});

const TABLE: readonly [
  name: string,
  options: object,
  states: Partial<Candidate>[],
  scores: number[],
  picked: string,
][] = [
  ['twice as slow is 1', only('first_token'), [{ firstTokenMs: 1200 }, { firstTokenMs: 600 }], [1, 0], 'b'],
  ['a weight multiplies', only('per_token', 3), [{ perTokenMs: 10 }, { perTokenMs: 40 }], [0, 6], 'a'],
  ['nothing counts above 8 times', only('cost'), [{ costNanoUsd: 1 }, { costNanoUsd: 99 }], [0, 3], 'a'],
  ['half failing is 1', only('failure_rate'), [{ failureRate: 0.5 }, {}], [1, 0], 'b'],
  ['load is 1 + in flight/κ', only('load'), [{ inflight: 4 }, { inflight: 12 }], [0, 1], 'a'],
  ['weight divides', only('load'), [{ weight: 4 }, {}], [-2, 0], 'a'],
  [
    'a missing observation is the median',
    only('first_token'),
    [{ firstTokenMs: 500 }, {}, { firstTokenMs: 1500 }],
    [0, 1, Math.log2(3)],
    'a',
  ],
  [
    'all together',
    {},
    [
      { firstTokenMs: 600, perTokenMs: 10, costNanoUsd: 800 },
      { firstTokenMs: 1200, perTokenMs: 20, costNanoUsd: 100 },
    ],
    [3, 2],
    'b',
  ],
];

describe('composite', () => {
  it.each(TABLE)('%s', (_name, options, states, scores, picked) => {
    const candidates = states.map((state, index) => candidate('abc'[index]!, state));
    const pick = instance(new Composite(), options).pick(candidates, someFacts);
    expect(candidates[pick!.index!]!.id).toBe(picked);
    expect(pick && 'parts' in pick && pick.parts?.map((parts) => parts['score'])).toEqual(scores);
  });
});
