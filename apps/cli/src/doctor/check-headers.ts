import type { QuotaReading, ReplyHeaders } from '@fairlead/plugin-sdk';
import { ok, skipped, warning, type Finding } from './finding.js';

/** Signed requests are refused from five minutes on; logs and reset times are wrong much earlier. */
const SKEW_WARNING_MS = 30_000;
const LOW_SHARE = 0.1;

export function checkQuota(readings: readonly QuotaReading[]): Finding {
  if (readings.length === 0) return skipped('quota', 'no rate-limit headers with this reply');
  const said = readings.map(
    ({ dimension, remaining, limit }) => `${remaining} of ${limit} ${dimension} left`,
  );
  const low = readings.some(({ remaining, limit }) => remaining < limit * LOW_SHARE);
  if (!low) return ok('quota', said.join(', '));
  return warning(
    'quota',
    said.join(', '),
    'requests go to other targets until it is back; ask for a higher limit',
  );
}

/** @param now by this machine, about when the reply was written */
export function checkClock({ date }: ReplyHeaders, now: Date): Finding {
  const theirs = date === undefined ? NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return skipped('clock', 'the reply has no date');
  const skewMs = now.getTime() - theirs;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (Math.abs(skewMs) < SKEW_WARNING_MS) return ok('clock', 'agrees');
  const said = `this machine's clock is ${seconds} s ${skewMs > 0 ? 'ahead' : 'behind'}`;
  return warning('clock', said, 'turn on time synchronisation: signed requests and resets depend on it');
}
