import { hash32 } from '@fairlead/plugin-sdk';
import type { LogSampling } from '@fairlead/configuration';
import type { AttemptReport, ExchangeReport } from '@fairlead/engine';

/** What an exchange's line stands for: `1` for itself, a smaller share for others too; `0`: it has no line. */
export function loggedShare(report: ExchangeReport, { share, slowMs }: LogSampling): number {
  if (share >= 1 || report.durationMs >= slowMs || isNoteworthy(report)) return 1;
  return isSampled(report.requestId, share) ? share : 0;
}

/** By the id alone, so that a retry under it and all that is logged of it, by whichever replica, share one fate. */
export function isSampled(requestId: string, share: number): boolean {
  return hash32(`log:${requestId}`) / 2 ** 32 < share;
}

function isNoteworthy({
  outcome,
  attempts,
  alerts,
  panic,
  overBudget,
  droppedEvents,
}: ExchangeReport): boolean {
  return (
    outcome !== 'ok' ||
    panic ||
    droppedEvents > 0 ||
    alerts.length > 0 ||
    (overBudget?.length ?? 0) > 0 ||
    attempts.some(isFault)
  );
}

/** The slower half of a race is called off, which is nobody's fault. */
function isFault({ result }: AttemptReport): boolean {
  return result !== 'ok' && result !== 'cancelled';
}
