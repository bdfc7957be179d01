import fc from 'fast-check';
import { LatencyEstimate } from './latency-estimate.js';

const FORGET_MS = 300_000;

/** Tape of [ms, sample], the pool's median, when it is read, and the value to 1e-9. */
const TAPES: readonly [
  name: string,
  tape: [number, number][],
  median: number,
  atMs: number,
  value: number,
][] = [
  ['no sample is the median', [], 700, 0, 700],
  ['one sample has a quarter of the say', [[0, 1000]], 600, 0, (1000 + 3 * 600) / 4],
  [
    'a step is at least 0.1',
    [
      [0, 1000],
      [1, 2000],
    ],
    1100,
    1,
    1100,
  ],
  [
    'a step is at most 0.5',
    [
      [0, 1000],
      [1e6, 2000],
    ],
    0,
    1e6,
    (2 * 1500) / 5,
  ],
  [
    'in between it is 1 − e^(−Δt/20 s)',
    [
      [0, 1000],
      [5000, 2000],
    ],
    0,
    5000,
    (2 * (2000 - 1000 * Math.exp(-0.25))) / 5,
  ],
  ['age draws it to the median', [[0, 1000]], 600, 300_000, (600 + 400 / Math.E + 3 * 600) / 4],
];

describe('latency estimate', () => {
  it.each(TAPES)('%s', (_name, tape, median, atMs, value) => {
    const estimate = new LatencyEstimate();
    for (const [ms, sample] of tape) estimate.add(sample, ms);
    expect(Math.abs(estimate.read(median, atMs, FORGET_MS) - value)).toBeLessThan(1e-9);
  });

  it('stays between its samples and the median', () => {
    const samples = fc.array(fc.tuple(fc.nat(60_000), fc.double({ min: 1, max: 60_000, noNaN: true })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 60_000 }), fc.nat(1e6), (tape, median, later) => {
        const estimate = new LatencyEstimate();
        let nowMs = 0;
        for (const [wait, sample] of tape) estimate.add(sample, (nowMs += wait));
        const all = [...tape.map(([, sample]) => sample), median];
        const read = estimate.read(median, nowMs + later, FORGET_MS);
        return read >= Math.min(...all) - 1e-6 && read <= Math.max(...all) + 1e-6;
      }),
      { seed: 2 },
    );
  });
});
