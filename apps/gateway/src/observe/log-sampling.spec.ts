import type { AttemptReport, ExchangeReport } from '@fairlead/engine';
import { isSampled, loggedShare } from './log-sampling.js';

const IDS = Array.from({ length: 10_000 }, (_, n) => `request-${n}`);
const TENTH = { share: 0.1, slowMs: 1000 };
const tried = (result: AttemptReport['result']): AttemptReport => ({
  target: 'a/m',
  result,
  startedMs: 0,
  durationMs: 1,
});
const report = (requestId: string, more: Partial<ExchangeReport> = {}): ExchangeReport => ({
  requestId,
  dialect: 'openai-chat',
  operation: 'chat',
  stream: false,
  outcome: 'ok',
  status: 200,
  attempts: [tried('ok')],
  panic: false,
  durationMs: 1,
  droppedEvents: 0,
  alerts: [],
  ...more,
});

it('keeps about its share, and says which it is: the lines can be counted', () => {
  const shares = IDS.map((id) => loggedShare(report(id), TENTH)).filter((share) => share > 0);
  const counted = shares.reduce((sum, share) => sum + 1 / share, 0);
  expect(new Set(shares)).toEqual(new Set([0.1]));
  // Five standard deviations of 10 000 draws.
  expect(Math.abs(counted - IDS.length)).toBeLessThan(1500);
});

it('goes by the id alone, and a larger share keeps what a smaller one kept', () => {
  const kept = IDS.filter((id) => isSampled(id, 0.1));
  expect(kept.every((id) => isSampled(id, 0.1) && isSampled(id, 0.2))).toBe(true);
  expect(IDS.every((id) => isSampled(id, 1) && !isSampled(id, 0))).toBe(true);
});

it.each<[string, Partial<ExchangeReport>, number]>([
  ['a success', {}, 0],
  ['half of a race that was called off', { attempts: [tried('cancelled'), tried('ok')] }, 0],
  ['one below the limit', { durationMs: 999 }, 0],
  ['a slow one', { durationMs: 1000 }, 1],
  ['one that needed a second target', { attempts: [tried('server_error'), tried('ok')] }, 1],
  ['a refusal of what the caller sent', { outcome: 'bad_request', status: 400, attempts: [] }, 1],
  ['a failure', { outcome: 'server_error', status: 502 }, 1],
  ['a caller who left', { outcome: 'cancelled', status: 499 }, 1],
  ['panic', { panic: true }, 1],
  ['an alert', { alerts: ['page'] }, 1],
  ['malformed events', { droppedEvents: 1 }, 1],
  ['a budget that was passed', { overBudget: ['month'] }, 1],
])('with a share of 0, %s stands for %j → %d', (_what, more, share) => {
  expect(loggedShare(report('id', more), { share: 0, slowMs: 1000 })).toBe(share);
});
