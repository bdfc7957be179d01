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
import { Afterwards } from './afterwards.js';
import { exchangeLine } from './exchange-line.js';
import { PHASES, phasesOf } from './phases.js';
import { writeLine } from './write-line.js';
import type { LogSampling } from '@fairlead/configuration';
import type { DecisionLog } from './decision-log.js';
import { isSampled, loggedShare } from './log-sampling.js';

/** Tells metrics, log and the log of decisions of every exchange. */
export class ExchangeObserver implements Observer {
  readonly #afterwards = new Afterwards();

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
    this.#afterwards.add(() => this.#tell(report));
  }

  exchangeDecided(decided: () => DecidedExchange): void {
    this.#afterwards.add(() => this.decisions.add(decided()));
  }

  /** Whoever looks now finds everything that has happened. */
  readonly catchUp = (): void => this.#afterwards.finish();

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

  #tell(report: ExchangeReport): void {
    const phases = phasesOf(report);
    this.#count(report, phases);
    const share = loggedShare(report, this.sampling());
    if (share > 0) this.#log(report, phases, share);
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
    writeLine(this.logger, levelOf(report), () => exchangeLine(report, phases, share), 'exchange');
  }
}

function levelOf({ outcome, status }: ExchangeReport): 'info' | 'warn' | 'error' {
  if (outcome === 'gateway_error') return 'error';
  return outcome === 'ok' || outcome === 'cancelled' || status < 500 ? 'info' : 'warn';
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
