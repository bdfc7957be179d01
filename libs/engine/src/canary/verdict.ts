import type { CanaryGate } from '@fairlead/policy';
import type { SideReading } from './side-record.js';

/** What a gate says of its canary. `inconclusive`: too few requests on one of the sides. */
export interface Verdict {
  readonly verdict: 'ok' | 'abort' | 'inconclusive';
  /** Which limit was passed, for people. */
  readonly reason?: string;
}

export function judge(gate: CanaryGate, canary: SideReading, baseline: SideReading): Verdict {
  const { minRequests, failureRateDelta, firstTokenP95Ratio } = gate;
  if (Math.min(canary.requests, baseline.requests) < minRequests) return { verdict: 'inconclusive' };
  const rates = [canary, baseline].map(({ failures, requests }) => failures / requests);
  const [rate = 0, usualRate = 0] = rates;
  if (failureRateDelta !== undefined && rate - usualRate > failureRateDelta) {
    return { verdict: 'abort', reason: `failure rate ${percent(rate)}, baseline ${percent(usualRate)}` };
  }
  const { firstTokenP95Ms: p95Ms } = canary;
  const { firstTokenP95Ms: usualP95Ms } = baseline;
  if (firstTokenP95Ratio === undefined) return { verdict: 'ok' };
  if (p95Ms === undefined || usualP95Ms === undefined) return { verdict: 'inconclusive' };
  if (p95Ms / usualP95Ms <= firstTokenP95Ratio) return { verdict: 'ok' };
  const reason = `first token p95 ${Math.round(p95Ms)} ms, baseline ${Math.round(usualP95Ms)} ms`;
  return { verdict: 'abort', reason };
}

function percent(rate: number): string {
  return `${Math.round(rate * 1000) / 10}%`;
}
