import type { Candidate } from '@fairlead/plugin-sdk';
import { candidate, instance, picks, someContext, someFacts } from '../testing/candidate.js';
import { LeastConn } from './least-conn.js';

/** State of a, b, c … → exact scores and who is picked. */
const TABLE: readonly [
  name: string,
  options: object,
  states: Partial<Candidate>[],
  scores: number[],
  picked: string,
][] = [
  ['the fewest in flight', {}, [{ inflight: 3 }, { inflight: 1 }, { inflight: 2 }], [4, 2, 3], 'b'],
  ['weight divides', {}, [{ inflight: 3, weight: 4 }, { inflight: 1 }], [1, 2], 'a'],
  ['recent failures are load', {}, [{ phantom: 2.5 }, { inflight: 3 }], [3.5, 4], 'a'],
  ['a failure rate multiplies by up to ten', {}, [{ failureRate: 1 }, { inflight: 8 }], [10, 9], 'b'],
  [
    'tokens count in units of this request (800/8 + 300)',
    { unit: 'tokens' },
    [
      { inflight: 1, inflightTokens: 4000 },
      { inflight: 5, inflightTokens: 800 },
    ],
    [11, 3],
    'b',
  ],
];

describe('least_conn', () => {
  it.each(TABLE)('%s', (_name, options, states, scores, picked) => {
    const candidates = states.map((state, index) => candidate('abc'[index]!, state));
    const pick = instance(new LeastConn(), options).pick(candidates, someFacts);
    expect(candidates[pick!.index!]!.id).toBe(picked);
    expect(pick && 'parts' in pick && pick.parts?.map((parts) => parts['score'])).toEqual(scores);
  });

  it('takes turns among equals, by weight', () => {
    const strategy = instance(new LeastConn());
    expect(
      picks(strategy, [candidate('a'), candidate('b'), candidate('c', { inflight: 1 })], 4).join(''),
    ).toBe('abab');
  });

  it('compares two seeded choices among more than eight', () => {
    const draws = [0.3, 0.3];
    const context = { ...someContext(), rng: { float: () => draws.shift() ?? 0, fork: () => context.rng } };
    const nine = Array.from({ length: 9 }, (_, index) =>
      candidate('abcdefghi'[index]!, { inflight: 9 - index }),
    );
    // floor(0.3·9) = 2 and floor(0.3·8) = 2, which steps over the first to 3: the less loaded of c and d.
    expect(nine[instance(new LeastConn(), {}, context).pick(nine, someFacts)!.index!]!.id).toBe('d');
  });
});
