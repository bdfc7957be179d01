import type { Candidate } from '@fairlead/plugin-sdk';
import { candidate, instance, picks, someContext, someFacts } from '../testing/candidate.js';
import { Latency } from './latency.js';

const TABLE: readonly [
  name: string,
  options: object,
  states: Partial<Candidate>[],
  scores: number[],
  picked: string,
][] = [
  ['the quickest', {}, [{ firstTokenMs: 900 }, { firstTokenMs: 600 }], [900, 600], 'b'],
  ['load at κ = 4', {}, [{ firstTokenMs: 600, inflight: 4 }, { firstTokenMs: 900 }], [1200, 900], 'b'],
  [
    'κ = limit/8',
    {},
    [
      { firstTokenMs: 600, inflight: 4, concurrency: 128 },
      { firstTokenMs: 900, concurrency: 4, inflight: 1 },
    ],
    [750, 1800],
    'a',
  ],
  [
    'κ as given',
    { load_scale: 2 },
    [{ firstTokenMs: 600, phantom: 2 }, { firstTokenMs: 900 }],
    [1200, 900],
    'b',
  ],
  ['failures', {}, [{ firstTokenMs: 100, failureRate: 1 }, { firstTokenMs: 900 }], [1000, 900], 'b'],
  ['weight', {}, [{ firstTokenMs: 900, weight: 3 }, { firstTokenMs: 600 }], [300, 600], 'a'],
  [
    'end to end',
    { objective: 'e2e' },
    [
      { firstTokenMs: 200, perTokenMs: 20 },
      { firstTokenMs: 2000, perTokenMs: 10 },
    ],
    [6200, 5000],
    'b',
  ],
  [
    'an unmeasured one is the median',
    {},
    [{ firstTokenMs: 400 }, {}, { firstTokenMs: 800 }],
    [400, 600, 800],
    'a',
  ],
  ['nothing measured: load decides', {}, [{ inflight: 2 }, { inflight: 1 }], [1.5, 1.25], 'b'],
];

describe('latency', () => {
  it.each(TABLE)('%s', (_name, options, states, scores, picked) => {
    const candidates = states.map((state, index) => candidate('abc'[index]!, state));
    const pick = instance(new Latency(), options).pick(candidates, someFacts);
    expect(candidates[pick!.index!]!.id).toBe(picked);
    expect(pick && 'parts' in pick && pick.parts?.map((parts) => parts['score'])).toEqual(scores);
  });

  const fast = candidate('a', { firstTokenMs: 600 });
  const near = candidate('b', { firstTokenMs: 659 });
  const slow = candidate('c', { firstTokenMs: 2400 });

  it('takes turns within the tolerance', () => {
    expect(picks(instance(new Latency()), [fast, near, slow], 6).join('')).toBe('ababab');
  });

  it('tries again what got less than min_share and was not tried for 30 s', () => {
    const context = someContext();
    const strategy = instance(new Latency(), { min_share: '1%' }, context);
    expect(picks(strategy, [fast, slow], 3).join('')).toBe('aaa');
    context.clock.nowMs = 29_999;
    expect(picks(strategy, [fast, slow], 1).join('')).toBe('a');
    context.clock.nowMs = 30_000;
    expect(picks(strategy, [fast, slow], 3).join('')).toBe('caa');
    context.clock.nowMs = 60_000;
    // One in up to 100 picks is not below 1%.
    expect(picks(strategy, [fast, slow], 93).join('')).toBe('a'.repeat(93));
    expect(picks(strategy, [fast, slow], 3).join('')).toBe('aca');
  });

  it('caps a target at max_share of the last 100 picks while three are available', () => {
    const away = candidate('b', { firstTokenMs: 6000 });
    const options = { max_share: '60%', min_share: '0%' };
    const count = (ids: string[]): number => ids.filter((id) => id === 'a').length;
    expect(count(picks(instance(new Latency(), options), [fast, away, slow], 1000))).toBe(600);
    expect(count(picks(instance(new Latency(), options), [fast, slow], 1000))).toBe(1000);
  });

  it('tells the host its forgetting time', () => {
    expect(instance(new Latency(), { forget_after: '1m' }).forgetAfterMs).toBe(60_000);
    expect(instance(new Latency()).pick([slow], someFacts)?.index).toBe(0);
  });
});
