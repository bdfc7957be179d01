import type { FaultClass } from '@fairlead/plugin-sdk';
import type { ExchangeReport } from '../report.js';
import type { SideOutcome } from './side-record.js';

/** They say something of the request, its caller or our own limits, and nothing of a target. */
const NEUTRAL: ReadonlySet<'ok' | 'partial' | FaultClass> = new Set<FaultClass>([
  'cancelled',
  'bad_request',
  'unsupported_parameter',
  'content_filter',
  'context_length',
  'request_too_large',
  'budget_exceeded',
  'gateway_rejected',
  'gateway_throttled',
]);

/**
 * What an exchange says of its side; undefined: nothing. Failover hides a broken target from the caller, but not from
 * here: a failed attempt is a failure, and so is a target of this side alone that is out of order. Running out of
 * quota is neither, unless it reaches the caller.
 */
export function sideOutcome(
  { outcome, attempts, firstTokenMs }: ExchangeReport,
  ownTargetOut: boolean,
): SideOutcome | undefined {
  if (NEUTRAL.has(outcome)) return undefined;
  const attemptFailed = attempts.some(
    ({ result }) => result !== 'ok' && result !== 'rate_limited' && !NEUTRAL.has(result),
  );
  const failed = outcome !== 'ok' || attemptFailed || ownTargetOut;
  return { failed, ...(firstTokenMs !== undefined && { firstTokenMs }) };
}
