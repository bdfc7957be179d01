import type { Fault, ReplyHeaders } from '@fairlead/plugin-sdk';
import type { Choice, Decision } from '@fairlead/routing';
import { formatUsd } from '@fairlead/ledger';
import type { DialectError, StreamVoice } from '@fairlead/dialects';
import type { ExchangeRecord } from './exchange-record.js';
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
import { noTargetFault } from './no-target.js';
import type { TrialEnd } from './trial-end.js';

/** Who answers, and how that comes to the caller. */
interface Given {
  readonly choice: Choice;
  readonly lane: Lane;
  readonly replyHeaders: ReplyHeaders;
}

/** A comment of a stream, which clients skip. */
const WAITING = Buffer.from(': waiting\n\n');

/** The caller's side of one exchange: the one answer it gets. */
export class Answer {
  /**
   * Told once, when somebody answers: at the first content of a stream, or with a whole reply. An object, not a function: with
   * a closure in this field every exchange outlived its young generation (18 kB a request grew old, now 2 kB).
   */
  listener: { answered(): void } | undefined;
  /** Once content has been sent. */
  #voice: StreamVoice | undefined;
  /** Says what goes wrong in a stream that has begun without content. */
  #early: StreamVoice | undefined;
  /** The status with which a reply that passes as it is has begun. */
  #relayed: number | undefined;

  constructor(
    private readonly record: ExchangeRecord,
    private readonly generation: Generation,
    private readonly ingress: Ingress,
    readonly client: ClientPort,
  ) {}

  /** The status that a relayed reply has shown its caller. */
  get shownStatus(): number | undefined {
    return this.#relayed;
  }

  /** The first content of a stream is about to go out; from here on this target is the answer. */
  commit(given: Given, voice: StreamVoice): void {
    // The second half of a stream that goes on elsewhere has its headers behind it.
    const begun = this.#voice !== undefined;
    this.#voice = voice;
    if (begun) return;
    this.listener?.answered();
    if (this.#early !== undefined) return;
    this.client.start(200, {
      ...passedHeaders(given.replyHeaders, this.ingress.dialect),
      ...STREAM_HEADERS,
      ...(this.ingress.framing === 'json-array' && { 'content-type': 'application/json' }),
      ...this.#headers(given),
    });
  }

  /**
   * A comment that no client reads, in a stream that begins with the first of them, whoever will answer.
   *
   * @returns whether there is still something to wait for
   */
  saysWait(): boolean {
    if (this.#voice !== undefined || this.record.over) return false;
    if (this.#early === undefined) {
      this.#early = this.ingress.dialect.openStream();
      // Who answers, at which attempt, is not known yet.
      const { 'x-fairlead-attempts': _, ...headers } = this.#headers(undefined);
      this.client.start(200, { ...STREAM_HEADERS, ...headers });
    }
    this.client.write(WAITING);
    return true;
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
    if (end.kind === 'cancelled') return this.record.report(499, 'cancelled', end);
    if (end.kind === 'failed') return this.#breakOff(end);
    if (end.reply === undefined) this.client.end();
    else this.#sendReply(end, end.reply);
    this.record.report(this.#relayed ?? 200, 'ok', end);
  }

  /** The caller left between two attempts. */
  cancelled(): void {
    this.record.report(499, 'cancelled');
  }

  /** The request itself is not acceptable; nothing was tried. */
  refuse(error: DialectError): void {
    this.#send({ ...error, fairlead: { request_id: this.ingress.requestId } }, { 'x-should-retry': 'false' });
    this.record.report(error.status, 'bad_request');
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
    this.record.report(200, 'ok');
  }

  /** @param refusal the request itself stands in the way, at every target */
  noTarget(
    decision: Decision & { choice: undefined },
    refusal: DialectError | undefined,
    queue?: string,
  ): void {
    if (refusal !== undefined) return this.refuse(refusal);
    const { name, onNoTarget } = this.record.route!;
    this.fail(noTargetFault(name, decision, onNoTarget, queue), onNoTarget && { status: onNoTarget.status });
  }

  /** @param as what the policy says instead of the fault table */
  fail(fault: Fault, as: Partial<Pick<DialectError, 'status' | 'code'>> = {}, cause?: unknown): void {
    if (this.record.over) return;
    const error = { ...this.#error(fault), ...as };
    const overload = fault.faultClass === 'gateway_no_target' || fault.faultClass === 'rate_limited';
    this.#send(error, retryHeaders(fault, overload && fault.details.retryAfterMs !== undefined));
    this.record.report(error.status, fault.faultClass, undefined, logText(fault, cause));
  }

  /** Content has been sent: the stream says that it broke, and does not end as if it were whole. */
  #breakOff(end: TrialEnd & { kind: 'failed' }): void {
    if (this.#relayed !== undefined) {
      this.client.abort();
      return this.record.report(this.#relayed, 'partial', end, logText(end.fault));
    }
    if (this.#voice === undefined) return this.fail(end.fault);
    this.client.end(this.#voice.errorEvent(this.#error(end.fault)));
    this.record.report(200, 'partial', end, logText(end.fault));
  }

  #sendReply(end: TrialEnd, { body, dropped }: LaneReply): void {
    this.listener?.answered();
    const cost = end.bill.costNanoUsd;
    const headers = passedHeaders(end.replyHeaders, this.ingress.dialect);
    if (!end.lane.passes) headers['content-type'] = 'application/json';
    headers['content-length'] = String(body.length);
    if (cost !== undefined) headers['x-fairlead-cost-usd'] = formatUsd(cost);
    this.client.start(200, Object.assign(headers, this.#headers(end, dropped)));
    this.client.end(body);
  }

  /** As a reply of its own, or, where a stream has begun, as its last event. */
  #send(error: DialectError, headers: HeaderMap): void {
    const voice = this.#voice ?? this.#early;
    if (voice !== undefined) return this.client.end(voice.errorEvent(error));
    const body = this.ingress.dialect.errorBody(error);
    const own = { 'content-type': 'application/json', 'content-length': String(body.length) };
    this.client.start(error.status, { ...own, ...headers, ...this.#headers(undefined) });
    this.client.end(body);
  }

  #headers(given: Given | undefined, droppedFromReply: readonly string[] = []): HeaderMap {
    return exchangeHeaders({
      requestId: this.ingress.requestId,
      policy: this.generation.plan.version,
      route: this.record.route?.name,
      attempts: this.record.attempts,
      choice: given?.choice,
      canary: this.record.canary,
      explain: this.ingress.explain,
      dropped: given?.lane.dropped.concat(droppedFromReply) ?? droppedFromReply,
    });
  }

  #error(fault: Fault): DialectError {
    return faultError(fault, {
      requestId: this.ingress.requestId,
      route: this.record.route?.name,
      attempts: this.record.trail,
    });
  }
}
