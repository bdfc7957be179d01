import type { ReplyHeaders } from '@fairlead/plugin-sdk';
import type { Choice, Flight, FlightOutcome } from '@fairlead/routing';
import type { Answer } from './answer.js';
import { attemptLimits } from './attempt-limits.js';
import type { Attempt, AttemptEnd, AttemptSetting } from './attempt.js';
import type { Course } from './course.js';
import { dispatch } from './dispatch.js';
import { bill } from './money.js';
import type { Lane } from './lanes/lane.js';
import type { Scene } from './scene.js';
import type { TrialEnd, TrialFacts } from './trial-end.js';
import { RelayAttempt } from './relay-attempt.js';
import type { AttemptReport } from './report.js';
import { StreamAttempt, type StreamOutlet } from './stream-attempt.js';
import { UnaryAttempt } from './unary-attempt.js';
import type { AttemptTrace } from './trace.js';
import { upstreamRequest } from './upstream-request.js';

interface TrialEntry {
  readonly choice: Choice;
  readonly lane: Lane;
  readonly hedge: boolean;
  /** The first content of a stream is here: the request can be answered. */
  readonly onCommit: () => void;
}

/** One target's chance at the request: an attempt with its place in flight, its reading of quota and its bill. */
export class Trial {
  #attempt: Attempt | undefined;
  #replyHeaders: ReplyHeaders = {};
  #answering = false;
  #startedAt = 0;
  #connectMs: number | undefined;
  #firstTokenMs: number | undefined;

  constructor(
    private readonly scene: Scene,
    private readonly course: Pick<Course, 'route' | 'facts'>,
    private readonly entry: TrialEntry,
  ) {}

  /** Something of an answer is here. */
  get answering(): boolean {
    return this.#answering;
  }

  cancel(): void {
    this.#attempt?.cancel();
  }

  run(totalAt: number): Promise<TrialEnd> {
    const { state, generation, record } = this.scene;
    const flight = dispatch(state, generation, this.entry.choice, this.course.facts);
    this.#startedAt = state.clock.now();
    const trace = this.#trace();
    const attempt = this.#open(flight, totalAt, trace);
    this.#attempt = attempt;
    record.attemptStarts(this.#startedAt);
    const running = attempt.run();
    const place = state.closingTime.begins(attempt);
    return running.then((end) => {
      state.closingTime.ended(place);
      const durationMs = state.clock.now() - this.#startedAt;
      const report = this.#report(end, durationMs);
      trace?.ended(report, end.usage);
      return this.#conclude(attempt, end, flight, durationMs);
    });
  }

  #report(end: AttemptEnd, durationMs: number): AttemptReport {
    const { record, answer } = this.scene;
    const { choice, hedge } = this.entry;
    return record.attemptEnded({
      choice,
      end,
      startedAt: this.#startedAt,
      durationMs,
      connectMs: this.#connectMs,
      firstTokenMs: this.#firstTokenMs,
      hedge,
      shownStatus: answer.shownStatus,
    });
  }

  #trace(): AttemptTrace | undefined {
    const { choice, lane } = this.entry;
    return this.scene.ingress.trace?.attemptStarts({
      target: choice.target.id,
      provider: choice.target.provider,
      model: choice.info.wireModel,
      endpoint: choice.info.scopes.endpoint,
      operation: lane.dialect.operation,
      stream: this.course.facts.stream,
    });
  }

  #open(flight: Flight, totalAt: number, trace: AttemptTrace | undefined): Attempt {
    const { state, generation, ingress, record } = this.scene;
    const { choice, lane } = this.entry;
    const { route, facts } = this.course;
    const setting: AttemptSetting = {
      clock: state.clock,
      lane,
      provider: generation.providers.get(choice.target.provider)!,
      targetId: choice.target.id,
      request: upstreamRequest(ingress, lane, facts, choice.info.wireModel, trace?.headers),
      limits: attemptLimits(route, generation.router, choice, facts, totalAt),
      onConnected: () => void (this.#connectMs ??= state.clock.now() - this.#startedAt),
      onFirstToken: () => {
        this.#answering = true;
        this.#firstTokenMs ??= state.clock.now() - this.#startedAt;
        flight.firstToken();
        record.firstToken();
      },
      onHeaders: (headers) => this.#readHeaders(headers),
    };
    if (lane.dialect.relayed) return this.#relayed(setting);
    return facts.stream ? this.#streamed(setting) : new UnaryAttempt(setting);
  }

  #relayed(setting: AttemptSetting): RelayAttempt {
    const { answer, ingress } = this.scene;
    const commit = (status: number): void => {
      this.entry.onCommit();
      answer.commitRelay({ ...this.entry, replyHeaders: this.#replyHeaders }, status);
    };
    const passRefusals = ingress.relay?.passRefusals === true;
    return new RelayAttempt(setting, { ...outletOf(answer), commit }, passRefusals);
  }

  #streamed(setting: AttemptSetting): StreamAttempt {
    const { answer } = this.scene;
    return new StreamAttempt(setting, {
      ...outletOf(answer),
      commit: (voice) => {
        this.entry.onCommit();
        answer.commit({ ...this.entry, replyHeaders: this.#replyHeaders }, voice);
      },
    });
  }

  #readHeaders(headers: ReplyHeaders): void {
    this.#replyHeaders = headers;
    const { providers, health } = this.scene.generation;
    const { id, provider } = this.entry.choice.target;
    const readings = providers.get(provider)!.quota(headers);
    if (readings.length > 0) health.observeQuota(id, readings);
  }

  #conclude(attempt: Attempt, end: AttemptEnd, flight: Flight, durationMs: number): TrialEnd {
    const { state, generation, ingress } = this.scene;
    const { choice, lane } = this.entry;
    const { usage } = end;
    const streamed = attempt instanceof StreamAttempt ? attempt : undefined;
    const money = bill(generation, this.course.route, choice.target.id, usage);
    const result = end.kind === 'done' ? 'ok' : end.kind === 'failed' ? end.fault.faultClass : 'cancelled';
    const fault = end.kind === 'failed' ? end.fault : undefined;
    const outcome: FlightOutcome = {
      result,
      usage,
      costNanoUsd: money.costNanoUsd,
      retryAfterMs: fault?.details.retryAfterMs,
      // A stale connection says nothing about the endpoint.
      uncharged: fault?.details.staleConnection || ingress.relay?.passRefusals || undefined,
      slowClientMs: streamed?.heldBackMs,
    };
    const facts: TrialFacts = {
      choice,
      lane,
      flight,
      outcome,
      durationMs,
      replyHeaders: this.#replyHeaders,
      usage,
      bill: money,
      droppedEvents: streamed?.dropped ?? 0,
    };
    if (end.kind === 'done') {
      if (end.keptAs !== undefined && lane.passes) state.keptReplies.remember(end.keptAs, choice.target.id);
      return { ...facts, kind: 'done', reply: end.reply };
    }
    if (end.kind === 'failed') {
      return { ...facts, kind: 'failed', fault: end.fault, committed: end.committed, poisoned: false };
    }
    return { ...facts, kind: 'cancelled', committed: end.committed };
  }
}

function outletOf({ client }: Answer): Pick<StreamOutlet, 'write' | 'onDrain'> {
  return {
    write: (bytes) => client.write(bytes),
    onDrain: (resume) => client.onDrain(resume),
  };
}
