import type { CanaryGate } from '@fairlead/policy';
import type { SideReading } from './side-record.js';
import { judge, type Verdict } from './verdict.js';

const gate: CanaryGate = {
  failureRateDelta: 0.02,
  firstTokenP95Ratio: 1.5,
  minRequests: 100,
  overMs: 60_000,
};
const side = (requests: number, failures: number, firstTokenP95Ms?: number): SideReading => ({
  requests,
  failures,
  ...(firstTokenP95Ms !== undefined && { firstTokenP95Ms }),
});

it.each<[string, CanaryGate, SideReading, SideReading, Verdict]>([
  ['too few of the canary', gate, side(99, 99, 9), side(999, 0, 1), { verdict: 'inconclusive' }],
  ['too few of the baseline', gate, side(100, 100, 9), side(99, 0, 1), { verdict: 'inconclusive' }],
  ['as good', gate, side(100, 5, 100), side(1000, 50, 100), { verdict: 'ok' }],
  ['exactly the difference', gate, side(100, 4, 100), side(100, 2, 100), { verdict: 'ok' }],
  [
    'more failures',
    gate,
    side(200, 13, 100),
    side(1000, 40, 100),
    { verdict: 'abort', reason: 'failure rate 6.5%, baseline 4%' },
  ],
  ['better', gate, side(100, 0, 10), side(100, 50, 100), { verdict: 'ok' }],
  ['exactly the ratio', gate, side(100, 0, 150), side(100, 0, 100), { verdict: 'ok' }],
  [
    'slower',
    gate,
    side(100, 0, 151),
    side(100, 0, 100),
    { verdict: 'abort', reason: 'first token p95 151 ms, baseline 100 ms' },
  ],
  ['no times to compare', gate, side(100, 0), side(100, 0, 100), { verdict: 'inconclusive' }],
  [
    'no times, and none asked for',
    { failureRateDelta: 0.02, minRequests: 1, overMs: 1 },
    side(1, 0),
    side(1, 0),
    { verdict: 'ok' },
  ],
])('%s', (_, of, canary, baseline, verdict) => {
  expect(judge(of, canary, baseline)).toEqual(verdict);
});
