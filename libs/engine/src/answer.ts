import type { Fault, ReplyHeaders } from '@fairlead/plugin-sdk';
import type { RoutePlan } from '@fairlead/policy';
import type { Choice, Decision } from '@fairlead/routing';
import { formatUsd } from '@fairlead/ledger';
import type { DialectError, StreamVoice } from '@fairlead/dialects';
import type { Side } from './canary/canaries.js';
import type { AttemptEnd } from './attempt.js';
import { Decisions } from './decisions.js';
import type { EngineState } from './engine-state.js';
import type { Lane, LaneReply } from './lanes/lane.js';
import { logText } from './log-text.js';
import {
  exchangeHeaders,
  faultError,
  passedHeaders,
  retryHeaders,
  STREAM_HEADERS,
  type HeaderMap,
} from './outgoing.js';
import type { ClientPort, Generation, Ingress } from './ports.js';
import type { AttemptReport, ExchangeReport } from './report.js';
import { noTargetFault } from './no-target.js';
import type { TrialEnd } from './trial-end.js';

/** Who answers, and how that comes to the caller. */
interface Given {
  readonly choice: Choice;
  readonly lane: Lane;
  readonly replyHeaders: ReplyHeaders;
}

/** The caller's side of one exchange: the one answer it gets, and the one report of how that came about. */
export class Answer {
  readonly startedAt: number;
  readonly alerts: string[] = [];
  readonly overBudget = new Set<string>();
  /** Spent waiting for a place. */
  queuedMs = 0;
  /** Attempts that do not count against the policy's maximum (stale connections). */
  uncounted = 0;
  stream = false;
  /** Told once, when somebody answers: at the first content of a stream, or with a whole reply. */
  onGiven: (() => void) | undefined;
  route: RoutePlan | undefined;
  #side: Side | undefined;
  readonly decisions: Decisions;
  requestedModel = '';
  readonly #trail: AttemptReport[] = [];
  #started = 0;
  #firstAttemptAt: number | undefined;
  #firstTokenAt: number | undefined;
  /** Once content has been sent. */
  #voice: StreamVoice | undefined;
  /** The status with which a reply that passes as it is has begun. */
  #relayed: number | undefined;
  #over = false;

  constructor(
    readonly state: EngineState,
    readonly generation: Generation,
    readonly ingress: Ingress,
    readonly client: ClientPort,
  ) {
    this.startedAt = state.clock.now();
    this.decisions = new Decisions(generation.router, ingress.explain === true);
  }

  /** Attempts started that count against the policy's maximum. */
  get countedAttempts(): number {
    return this.#started - this.uncounted;
  }

  /** The request goes by this route, on this side of its canaries. */
  enter(route: RoutePlan, side: Side | undefined): void {
    this.route = route;
    this.#side = side;
  }

  attemptStarts(at: number): void {
    this.#started++;
    this.#firstAttemptAt ??= at;
  }

  attemptEnded(choice: Choice, end: AttemptEnd, startedAt: number, durationMs: number): void {
    const status =
      end.kind === 'failed'
        ? end.fault.details.status
        : end.kind === 'done'
          ? (this.#relayed ?? 200)
          : undefined;
    const report: AttemptReport = {
      target: choice.target.id,
      result: end.kind === 'done' ? 'ok' : end.kind === 'failed' ? end.fault.faultClass : 'cancelled',
      ...(status !== undefined && { status }),
      startedMs: startedAt - this.startedAt,
      durationMs,
    };
    this.#trail.push(report);
    this.decisions.attempted(choice, report);
    this.state.observer.attemptEnded(report, this.route!.name);
  }

  firstToken(): void {
    this.#firstTokenAt ??= this.state.clock.now();
  }

  /** The first content of a stream is about to go out; from here on this target is the answer. */
  commit(given: Given, voice: StreamVoice): void {
    // The second half of a stream that goes on elsewhere has its headers behind it.
    const begun = this.#voice !== undefined;
    this.#voice = voice;
    if (begun) return;
    this.onGiven?.();
    this.client.start(200, {
      ...passedHeaders(given.replyHeaders, this.ingress.dialect),
      ...STREAM_HEADERS,
      ...(this.ingress.framing === 'json-array' && { 'content-type': 'application/json' }),
      ...this.#headers(given),
    });
  }

  /** A reply that passes as it is has begun. */
  commitRelay({ choice, lane, replyHeaders }: Given, status: number): void {
    this.#relayed = status;
    const length = replyHeaders['content-length'];
    this.client.start(status, {
      ...passedHeaders(replyHeaders, this.ingress.dialect),
      ...(length !== undefined && { 'content-length': length }),
      ...this.#headers({ choice, lane, replyHeaders }),
    });
  }

  settle(end: TrialEnd): void {
    if (end.kind === 'cancelled') return this.#report(499, 'cancelled', end);
    if (end.kind === 'failed') return this.#breakOff(end);
    if (end.reply === undefined) this.client.end();
    else this.#sendReply(end, end.reply);
    this.#report(this.#relayed ?? 200, 'ok', end);
  }

  /** The caller left between two attempts. */
  cancelled(): void {
    this.#report(499, 'cancelled');
  }

  /** The request itself is not acceptable; nothing was tried. */
  refuse(error: DialectError): void {
    this.#send({ ...error, fairlead: { request_id: this.ingress.requestId } }, { 'x-should-retry': 'false' });
    this.#report(error.status, 'bad_request');
  }

  /** Nobody who knows was there to ask: the answer says that it is a guess. */
  estimated(tokens: number): void {
    const body = Buffer.from(JSON.stringify(this.ingress.dialect.counting!.encodeReply(tokens)), 'utf8');
    this.client.start(200, {
      'content-type': 'application/json',
      'content-length': String(body.length),
      'x-fairlead-estimated': 'true',
      ...this.#headers(undefined),
    });
    this.client.end(body);
    this.#report(200, 'ok');
  }

  /** @param refusal the request itself stands in the way, at every target */
  noTarget(
    decision: Decision & { choice: undefined },
    refusal: DialectError | undefined,
    queue?: string,
  ): void {
    if (refusal !== undefined) return this.refuse(refusal);
    const { name, onNoTarget } = this.route!;
    this.fail(noTargetFault(name, decision, onNoTarget, queue), onNoTarget && { status: onNoTarget.status });
  }

  /** @param as what the policy says instead of the fault table */
  fail(fault: Fault, as: Partial<Pick<DialectError, 'status' | 'code'>> = {}, cause?: unknown): void {
    if (this.#over) return;
    const error = { ...this.#error(fault), ...as };
    if (this.#voice !== undefined) {
      this.client.end(this.#voice.errorEvent(error));
    } else {
      const overload = fault.faultClass === 'gateway_no_target' || fault.faultClass === 'rate_limited';
      this.#send(error, retryHeaders(fault, overload && fault.details.retryAfterMs !== undefined));
    }
    this.#report(error.status, fault.faultClass, undefined, logText(fault, cause));
  }

  /** Content has been sent: the stream says that it broke, and does not end as if it were whole. */
  #breakOff(end: TrialEnd & { kind: 'failed' }): void {
    if (this.#relayed !== undefined) {
      this.client.abort();
      return this.#report(this.#relayed, 'partial', end, logText(end.fault));
    }
    if (this.#voice === undefined) return this.fail(end.fault);
    this.client.end(this.#voice.errorEvent(this.#error(end.fault)));
    this.#report(200, 'partial', end, logText(end.fault));
  }

  #sendReply(end: TrialEnd, { body, dropped }: LaneReply): void {
    this.onGiven?.();
    const cost = end.bill.costNanoUsd;
    this.client.start(200, {
      ...passedHeaders(end.replyHeaders, this.ingress.dialect),
      ...(!end.lane.passes && { 'content-type': 'application/json' }),
      'content-length': String(body.length),
      ...(cost !== undefined && { 'x-fairlead-cost-usd': formatUsd(cost) }),
      ...this.#headers(end, dropped),
    });
    this.client.end(body);
  }

  #send(error: DialectError, headers: HeaderMap): void {
    const body = this.ingress.dialect.errorBody(error);
    const own = { 'content-type': 'application/json', 'content-length': String(body.length) };
    this.client.start(error.status, { ...own, ...headers, ...this.#headers(undefined) });
    this.client.end(body);
  }

  #headers(given: Given | undefined, droppedFromReply: readonly string[] = []): HeaderMap {
    return exchangeHeaders({
      requestId: this.ingress.requestId,
      policy: this.generation.plan.version,
      route: this.route?.name,
      attempts: this.#started,
      choice: given?.choice,
      canary: this.#side?.canary?.name,
      explain: this.ingress.explain,
      dropped: [...(given?.lane.dropped ?? []), ...droppedFromReply],
    });
  }

  #error(fault: Fault): DialectError {
    return faultError(fault, {
      requestId: this.ingress.requestId,
      route: this.route?.name,
      attempts: this.#trail,
    });
  }

  #report(status: number, outcome: ExchangeReport['outcome'], end?: TrialEnd, error?: string): void {
    if (this.#over) return;
    this.#over = true;
    const { startedAt } = this;
    const report: ExchangeReport = {
      requestId: this.ingress.requestId,
      dialect: this.ingress.dialect.name,
      operation: this.ingress.dialect.operation,
      stream: this.stream,
      ...(this.route && { route: this.route.name }),
      ...(this.#side?.canary && { canary: this.#side.canary.name }),
      ...(end && { target: end.choice.target.id, ...end.bill, ...(end.usage && { usage: end.usage }) }),
      outcome,
      status,
      attempts: this.#trail,
      panic: end?.choice.panic ?? false,
      durationMs: this.state.clock.now() - startedAt,
      ...(this.#firstTokenAt !== undefined && { firstTokenMs: this.#firstTokenAt - startedAt }),
      ...(this.#firstAttemptAt !== undefined && {
        overheadMs: this.#firstAttemptAt - startedAt - this.queuedMs,
      }),
      ...(this.queuedMs > 0 && { queuedMs: this.queuedMs }),
      droppedEvents: end?.droppedEvents ?? 0,
      ...(error !== undefined && { error }),
      alerts: this.alerts,
      ...(this.overBudget.size > 0 && { overBudget: [...this.overBudget] }),
    };
    this.#side?.ended(report);
    this.state.observer.exchangeEnded(report);
    this.#tellDecisions(report);
  }

  #tellDecisions({ requestId, route, canary, target, outcome, status }: ExchangeReport): void {
    const { observer, clock } = this.state;
    if (observer.exchangeDecided === undefined || route === undefined) return;
    const facts = this.decisions.facts();
    observer.exchangeDecided({
      id: requestId,
      at: clock.wall(),
      policy: this.generation.plan.version,
      route,
      ...(canary !== undefined && { canary }),
      ...(facts && { facts }),
      steps: this.decisions.steps(),
      outcome,
      status,
      ...(target !== undefined && { target }),
    });
  }
}
