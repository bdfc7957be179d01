import type { ReplyHeaders, RequestFacts } from '@fairlead/plugin-sdk';
import type { RoutePlan } from '@fairlead/policy';
import type { Choice, Flight, FlightOutcome } from '@fairlead/routing';
import type { Answer } from './answer.js';
import type { Attempt, AttemptEnd, AttemptSetting } from './attempt.js';
import { attemptLimits } from './attempt-limits.js';
import { dispatch } from './dispatch.js';
import type { EngineState } from './engine-state.js';
import { bill } from './money.js';
import type { Lane } from './lanes/lane.js';
import type { Generation, Ingress } from './ports.js';
import type { TrialEnd, TrialFacts } from './trial-end.js';
import { RelayAttempt } from './relay-attempt.js';
import { StreamAttempt } from './stream-attempt.js';
import { UnaryAttempt } from './unary-attempt.js';
import { upstreamRequest } from './upstream-request.js';

/** One target's chance at the request: an attempt with its place in flight, its reading of quota and its bill. */
export class Trial {
  #attempt: Attempt | undefined;
  #replyHeaders: ReplyHeaders = {};

  constructor(
    readonly state: EngineState,
    readonly generation: Generation,
    readonly ingress: Ingress,
    readonly answer: Answer,
    readonly route: RoutePlan,
    readonly choice: Choice,
    readonly lane: Lane,
    readonly facts: RequestFacts,
    /** The first content of a stream is here: the request can be answered. */
    readonly onCommit: () => void,
  ) {}

  cancel(): void {
    this.#attempt?.cancel();
  }

  async run(totalAt: number): Promise<TrialEnd> {
    const { clock } = this.state;
    const flight = dispatch(this.state, this.generation, this.choice, this.facts);
    const startedAt = clock.now();
    const attempt = this.#open(flight, totalAt);
    this.#attempt = attempt;
    this.answer.attemptStarts(startedAt);
    const end = await attempt.run();
    const durationMs = clock.now() - startedAt;
    this.answer.attemptEnded(this.choice, end, startedAt, durationMs);
    return this.#conclude(attempt, end, flight, durationMs);
  }

  #open(flight: Flight, totalAt: number): Attempt {
    const { choice, lane, generation, route, facts } = this;
    const provider = generation.providers.get(choice.target.provider)!;
    const setting: AttemptSetting = {
      clock: this.state.clock,
      lane,
      provider,
      targetId: choice.target.id,
      request: upstreamRequest(this.ingress, lane, facts, choice.info.wireModel),
      limits: attemptLimits(route, generation.router, choice, facts, totalAt),
      onFirstToken: () => {
        flight.firstToken();
        this.answer.firstToken();
      },
      onHeaders: (headers) => this.#readHeaders(headers),
    };
    const outlet = {
      write: (bytes: Uint8Array) => this.answer.client.write(bytes),
      onDrain: (resume: () => void) => this.answer.client.onDrain(resume),
    };
    if (lane.dialect.relayed) {
      const commit = (status: number): void => {
        this.onCommit();
        this.answer.commitRelay({ choice, lane, replyHeaders: this.#replyHeaders }, status);
      };
      return new RelayAttempt(setting, { ...outlet, commit }, this.ingress.relay?.passRefusals === true);
    }
    if (!facts.stream) return new UnaryAttempt(setting);
    return new StreamAttempt(setting, {
      ...outlet,
      commit: (voice) => {
        this.onCommit();
        this.answer.commit({ choice, lane, replyHeaders: this.#replyHeaders }, voice);
      },
    });
  }

  #readHeaders(headers: ReplyHeaders): void {
    this.#replyHeaders = headers;
    const readings = this.generation.providers.get(this.choice.target.provider)!.quota(headers);
    if (readings.length > 0) this.generation.health.observeQuota(this.choice.target.id, readings);
  }

  #conclude(attempt: Attempt, end: AttemptEnd, flight: Flight, durationMs: number): TrialEnd {
    const { choice, lane } = this;
    const { usage } = end;
    const streamed = attempt instanceof StreamAttempt ? attempt : undefined;
    const money = bill(this.generation, this.route, choice.target.id, usage);
    const result = end.kind === 'done' ? 'ok' : end.kind === 'failed' ? end.fault.faultClass : 'cancelled';
    const fault = end.kind === 'failed' ? end.fault : undefined;
    const outcome: FlightOutcome = {
      result,
      ...(usage && { usage }),
      ...(money.costNanoUsd !== undefined && { costNanoUsd: money.costNanoUsd }),
      ...(fault?.details.retryAfterMs !== undefined && { retryAfterMs: fault.details.retryAfterMs }),
      // A stale connection says nothing about the endpoint.
      ...((fault?.details.staleConnection || this.ingress.relay?.passRefusals) && { uncharged: true }),
      ...(streamed && { slowClientMs: streamed.heldBackMs }),
    };
    const facts: TrialFacts = {
      choice,
      lane,
      flight,
      outcome,
      durationMs,
      replyHeaders: this.#replyHeaders,
      ...(usage && { usage }),
      bill: money,
      droppedEvents: streamed?.dropped ?? 0,
    };
    if (end.kind === 'done') {
      if (end.keptAs !== undefined && lane.passes)
        this.state.keptReplies.remember(end.keptAs, choice.target.id);
      return { ...facts, kind: 'done', ...(end.reply && { reply: end.reply }) };
    }
    if (end.kind === 'failed') {
      return { ...facts, kind: 'failed', fault: end.fault, committed: end.committed, poisoned: false };
    }
    return { ...facts, kind: 'cancelled', committed: end.committed };
  }
}
