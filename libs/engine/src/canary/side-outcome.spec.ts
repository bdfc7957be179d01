import type { AttemptReport, ExchangeReport } from '../report.js';
import { sideOutcome } from './side-outcome.js';

type Result = ExchangeReport['outcome'];

function report(outcome: Result, ...results: readonly AttemptReport['result'][]): ExchangeReport {
  const attempts = results.map((result) => ({ target: 'a/m', result, startedMs: 0, durationMs: 1 }));
  return { outcome, attempts } as unknown as ExchangeReport;
}

describe('sideOutcome', () => {
  it.each<[string, ExchangeReport, boolean | undefined]>([
    ['an answer', report('ok', 'ok'), false],
    ['an answer after a failure', report('ok', 'server_error', 'ok'), true],
    ['an answer after a wrong key', report('ok', 'auth_invalid', 'ok'), true],
    ['an answer after a 429', report('ok', 'rate_limited', 'ok'), false],
    ['a 429 that reaches the caller', report('rate_limited', 'rate_limited'), true],
    ['a stream that broke off', report('partial', 'stream_broken'), true],
    ['nobody to ask', report('gateway_no_target'), true],
    ['the deadline', report('timeout_total', 'timeout_total'), true],
    ['a caller that left', report('cancelled', 'cancelled'), undefined],
    ['a caller that left after a failure', report('cancelled', 'server_error', 'cancelled'), undefined],
    ['a wrong request', report('bad_request', 'bad_request'), undefined],
    ['a prompt that is too long', report('context_length', 'context_length'), undefined],
    ['an answer by a target with a larger window', report('ok', 'context_length', 'ok'), false],
    ['a spent budget', report('budget_exceeded'), undefined],
  ])('%s', (_, of, failed) => {
    expect(sideOutcome(of, false)?.failed).toBe(failed);
  });

  it('an answer while a target of this side alone is out is a failure; a wrong request says nothing even then', () => {
    expect(sideOutcome(report('ok', 'ok'), true)).toEqual({ failed: true });
    expect(sideOutcome(report('bad_request', 'bad_request'), true)).toBeUndefined();
  });

  it('has the time to the first token where there was one', () => {
    expect(sideOutcome({ ...report('ok', 'ok'), firstTokenMs: 120 }, false)).toEqual({
      failed: false,
      firstTokenMs: 120,
    });
  });
});
