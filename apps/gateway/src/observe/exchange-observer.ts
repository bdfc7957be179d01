import type {
  AttemptReport,
  DecidedExchange,
  ExchangeReport,
  Observer,
  ShadowReport,
} from '@fairlead/engine';
import { formatUsd, type BudgetWarning } from '@fairlead/ledger';
import type { GatewayMetrics } from '@fairlead/telemetry';
import type { Logger } from 'pino';
import { PHASES, phasesOf, type Phase } from './phases.js';
import type { LogSampling } from '@fairlead/configuration';
import type { DecisionLog } from './decision-log.js';
import { isSampled, loggedShare } from './log-sampling.js';

/** Tells metrics, log and the log of decisions of every exchange. What is logged holds names, numbers and classes: no prompt, no key. */
export class ExchangeObserver implements Observer {
  constructor(
    private readonly logger: Logger,
    private readonly metrics: GatewayMetrics,
    private readonly decisions: DecisionLog,
    private readonly sampling: () => LogSampling,
  ) {}

  attemptEnded({ target, result }: AttemptReport): void {
    this.metrics.attempt({ target, faultClass: result });
  }

  failedOver({ route, from, to, result }: Parameters<Observer['failedOver']>[0]): void {
    this.metrics.failover({ route, from, to, faultClass: result });
  }

  exchangeEnded(report: ExchangeReport): void {
    const phases = phasesOf(report);
    this.#count(report, phases);
    const share = loggedShare(report, this.sampling());
    if (share > 0) this.#log(report, phases, share);
  }

  exchangeDecided(decided: DecidedExchange): void {
    this.decisions.add(decided);
  }

  canaryAborted(standing: Parameters<NonNullable<Observer['canaryAborted']>>[0]): void {
    const { route, name, reason, canary, baseline } = standing;
    this.metrics.canaryAborted({ route, canary: name });
    this.logger.error({ route, canaryName: name, reason, canary, baseline }, 'canary aborted');
  }

  budgetWarned({ budget, scope, spentNanoUsd, limitNanoUsd }: BudgetWarning): void {
    this.metrics.budgetWarned({ budget });
    const money = { spentUsd: formatUsd(spentNanoUsd), limitUsd: formatUsd(limitNanoUsd) };
    this.logger.warn({ budget, scope: scope || undefined, ...money }, 'budget');
  }

  shadowEnded({ route, target, result, ...rest }: ShadowReport): void {
    this.metrics.shadow({ route, target, result });
    const { requestId, usage: tokens, costNanoUsd, durationMs, error } = rest;
    const costUsd = costNanoUsd === undefined ? undefined : formatUsd(costNanoUsd);
    const record = { requestId, route, target, result, tokens, costUsd, ms: round(durationMs), error };
    if (result === 'gateway_error') this.logger.error(record, 'shadow');
    else if (isSampled(requestId, this.sampling().share)) this.logger.debug(record, 'shadow');
  }

  #count(report: ExchangeReport, phases: ReturnType<typeof phasesOf>): void {
    const { route, target, dialect, outcome, firstTokenMs, durationMs, usage } = report;
    const further = (usage?.output ?? 0) - 1;
    const spread = report.stream && firstTokenMs !== undefined && further > 0;
    this.metrics.exchange({
      dialect,
      outcome,
      route,
      target,
      usage,
      firstTokenSeconds: firstTokenMs === undefined ? undefined : firstTokenMs / 1000,
      perOutputTokenSeconds: spread ? (durationMs - firstTokenMs) / 1000 / further : undefined,
      overheadSeconds: report.overheadMs === undefined ? undefined : report.overheadMs / 1000,
      costNanoUsd: report.costNanoUsd,
      savedNanoUsd: report.savedNanoUsd,
    });
    if (phases !== undefined && route !== undefined) {
      for (const phase of PHASES) this.metrics.phase({ route, phase, seconds: phases[phase] / 1000 });
    }
    if (report.hedge !== undefined) this.metrics.hedge({ route, ...report.hedge });
    if (report.droppedEvents > 0 && target !== undefined) {
      this.metrics.droppedEvents({ target, count: report.droppedEvents });
    }
  }

  #log(report: ExchangeReport, phases: ReturnType<typeof phasesOf>, share: number): void {
    const { requestId, dialect, route, target, outcome, status, attempts, usage } = report;
    const record = {
      requestId,
      dialect,
      route,
      target,
      outcome,
      status,
      stream: report.stream,
      attempts: attempts.map(({ target: id, result, status: theirs, hedge, durationMs }) => ({
        target: id,
        result,
        hedge,
        status: theirs,
        ms: round(durationMs),
      })),
      tokens: usage,
      costUsd: report.costNanoUsd === undefined ? undefined : formatUsd(report.costNanoUsd),
      ms: round(report.durationMs),
      phasesMs: phases && rounded(phases),
      firstTokenMs: report.firstTokenMs === undefined ? undefined : round(report.firstTokenMs),
      droppedEvents: report.droppedEvents || undefined,
      queuedMs: report.queuedMs === undefined ? undefined : round(report.queuedMs),
      canary: report.canary,
      overBudget: report.overBudget,
      panic: report.panic || undefined,
      alerts: report.alerts.length > 0 ? report.alerts : undefined,
      error: report.error,
      sample: share < 1 ? share : undefined,
    };
    if (outcome === 'gateway_error') this.logger.error(record, 'exchange');
    else if (outcome === 'ok' || outcome === 'cancelled' || status < 500)
      this.logger.info(record, 'exchange');
    else this.logger.warn(record, 'exchange');
  }
}

/** Phases that took no time say nothing. */
function rounded(phases: Readonly<Record<Phase, number>>): Partial<Record<Phase, number>> {
  const spent: Partial<Record<Phase, number>> = {};
  for (const phase of PHASES) {
    const ms = round(phases[phase]);
    if (ms > 0) spent[phase] = ms;
  }
  return spent;
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
