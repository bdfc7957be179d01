import { FailureMemory } from './failure-memory.js';

/** Tape of [ms, failed], when it is read, and what it says then. */
const TAPES: readonly [tape: [number, boolean][], atMs: number, phantom: number, rate: number][] = [
  [[], 5000, 0, 0],
  [[[0, true]], 0, 1, 0.2],
  [[[0, true]], 10_000, Math.exp(-1), 0.2 * Math.exp(-1 / 3)],
  [
    [
      [0, true],
      [0, true],
    ],
    0,
    2,
    0.36,
  ],
  [
    [
      [0, true],
      [30_000, false],
    ],
    30_000,
    Math.exp(-3),
    0.2 * Math.exp(-1) * 0.8,
  ],
];

it.each(TAPES)('%j read at %d ms', (tape, atMs, phantom, rate) => {
  const memory = new FailureMemory();
  for (const [ms, failed] of tape) memory.record(failed, ms);
  expect(memory.phantom(atMs)).toBeCloseTo(phantom, 9);
  expect(memory.rate(atMs)).toBeCloseTo(rate, 9);
});
