import type { ExchangeReport } from '@fairlead/engine';

/** Where the time of an answered exchange went, in order; together they are all of it, ms. */
export const PHASES = ['gateway', 'queue', 'earlier_attempts', 'connect', 'first_token', 'stream'] as const;
export type Phase = (typeof PHASES)[number];

/** Undefined where no target answered: then there is a trail of attempts, and no split. */
export function phasesOf(report: ExchangeReport): Readonly<Record<Phase, number>> | undefined {
  const { attempts, target, overheadMs, queuedMs = 0 } = report;
  const answering = attempts.findLast(({ target: tried, result }) => tried === target && result === 'ok');
  if (answering === undefined || overheadMs === undefined) return undefined;
  const { startedMs, durationMs, connectMs = 0, firstTokenMs = durationMs } = answering;
  return {
    gateway: overheadMs,
    queue: queuedMs,
    earlier_attempts: Math.max(0, startedMs - overheadMs - queuedMs),
    connect: Math.min(connectMs, firstTokenMs),
    first_token: Math.max(0, firstTokenMs - connectMs),
    stream: Math.max(0, durationMs - firstTokenMs),
  };
}
