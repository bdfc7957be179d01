import type { RoutePlan } from '@fairlead/policy';
import type { Choice } from '@fairlead/routing';
import type { AttemptEnd } from './attempt.js';
import type { Side } from './canary/canaries.js';
import { Decisions } from './decisions.js';
import type { EngineState } from './engine-state.js';
import type { Generation, Ingress } from './ports.js';
import type { AttemptReport, ExchangeReport, HedgeReport } from './report.js';
import type { TrialEnd } from './trial-end.js';

/** An attempt that is over, with when it began and how long it took, ms on the clock. */
interface EndedAttempt {
  readonly choice: Choice;
  readonly end: AttemptEnd;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly connectMs: number | undefined;
  readonly firstTokenMs: number | undefined;
  /** It went out beside another attempt. */
  readonly hedge: boolean;
  /** The status that its caller was shown, where it was the provider's own. */
  readonly shownStatus: number | undefined;
}

/** What one exchange has been through so far, and the one report of it. */
export class ExchangeRecord {
  readonly startedAt: number;
  readonly decisions: Decisions;
  readonly alerts: string[] = [];
  /** Names of budgets that only watch, each once. */
  readonly overBudget: string[] = [];
  /** Spent waiting for a place. */
  queuedMs = 0;
  /** Attempts that do not count against the policy's maximum (stale connections). */
  uncounted = 0;
  /** Size of a body that was too large for the next attempt. */
  notReplayedBytes: number | undefined;
  stream = false;
  hedge: HedgeReport | undefined;
  /** Attempts that have begun. */
  attempts = 0;
  readonly #trail: AttemptReport[] = [];
  #route: RoutePlan | undefined;
  #side: Side | undefined;
  #firstAttemptAt: number | undefined;
  #firstTokenAt: number | undefined;
  #over = false;

  constructor(
    private readonly state: EngineState,
    private readonly generation: Generation,
    private readonly ingress: Ingress,
  ) {
    this.startedAt = state.clock.now();
    this.decisions = new Decisions(generation.router, ingress.explain === true);
  }

  /** It has been reported: nothing more comes. */
  get over(): boolean {
    return this.#over;
  }

  get route(): RoutePlan | undefined {
    return this.#route;
  }

  /** Name of the canary by whose tiers it goes. */
  get canary(): string | undefined {
    return this.#side?.canary?.name;
  }

  /** Attempts that are over. */
  get trail(): readonly AttemptReport[] {
    return this.#trail;
  }

  /** Attempts started that count against the policy's maximum. */
  get countedAttempts(): number {
    return this.attempts - this.uncounted;
  }

  /** The request goes by this route, on this side of its canaries. */
  enter(route: RoutePlan, side: Side | undefined): void {
    this.#route = route;
    this.#side = side;
  }

  attemptStarts(at: number): void {
    this.attempts++;
    this.#firstAttemptAt ??= at;
  }

  attemptEnded(ended: EndedAttempt): AttemptReport {
    const { choice, end, startedAt, durationMs, connectMs, firstTokenMs, hedge, shownStatus } = ended;
    const status =
      end.kind === 'failed'
        ? end.fault.details.status
        : end.kind === 'done'
          ? (shownStatus ?? 200)
          : undefined;
    const report: AttemptReport = {
      target: choice.target.id,
      result: end.kind === 'done' ? 'ok' : end.kind === 'failed' ? end.fault.faultClass : 'cancelled',
      status,
      hedge: hedge || undefined,
      startedMs: startedAt - this.startedAt,
      durationMs,
      connectMs,
      firstTokenMs,
    };
    // Of two that ran side by side, the first one may end last.
    const before = this.#trail.findLastIndex(({ startedMs }) => startedMs <= report.startedMs);
    if (before + 1 === this.#trail.length) this.#trail.push(report);
    else this.#trail.splice(before + 1, 0, report);
    this.decisions.attempted(choice, report);
    this.state.observer.attemptEnded(report, this.#route!.name);
    return report;
  }

  firstToken(): void {
    this.#firstTokenAt ??= this.state.clock.now();
  }

  /** Its end, told once. */
  report(status: number, outcome: ExchangeReport['outcome'], end?: TrialEnd, error?: string): void {
    if (this.#over) return;
    this.#over = true;
    const { startedAt, ingress, canary } = this;
    const report: ExchangeReport = {
      requestId: ingress.requestId,
      dialect: ingress.dialect.name,
      operation: ingress.dialect.operation,
      stream: this.stream,
      route: this.#route?.name,
      canary,
      target: end?.choice.target.id,
      usage: end?.usage,
      costNanoUsd: end?.bill.costNanoUsd,
      savedNanoUsd: end?.bill.savedNanoUsd,
      outcome,
      status,
      attempts: this.#trail,
      panic: end?.choice.panic ?? false,
      durationMs: this.state.clock.now() - startedAt,
      firstTokenMs: this.#firstTokenAt === undefined ? undefined : this.#firstTokenAt - startedAt,
      overheadMs:
        this.#firstAttemptAt === undefined ? undefined : this.#firstAttemptAt - startedAt - this.queuedMs,
      queuedMs: this.queuedMs > 0 ? this.queuedMs : undefined,
      droppedEvents: end?.droppedEvents ?? 0,
      error,
      alerts: this.alerts,
      hedge: this.hedge,
      overBudget: this.overBudget.length > 0 ? this.overBudget : undefined,
      notReplayedBytes: this.notReplayedBytes,
    };
    this.#side?.ended(report);
    this.state.observer.exchangeEnded(report);
    ingress.trace?.ended(report);
    this.#tellDecisions(report);
  }

  #tellDecisions({ requestId, route, canary, target, outcome, status }: ExchangeReport): void {
    const { observer, clock } = this.state;
    if (observer.exchangeDecided === undefined || route === undefined) return;
    observer.exchangeDecided(() => ({
      id: requestId,
      at: clock.wall(),
      policy: this.generation.plan.version,
      route,
      canary,
      facts: this.decisions.facts(),
      steps: this.decisions.steps(),
      outcome,
      status,
      target,
      notReplayedBytes: this.notReplayedBytes,
    }));
  }
}
