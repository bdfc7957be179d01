import {
  Fault,
  type FaultClass,
  type QuotaReading,
  type ReplyHeaders,
  type TargetId,
} from '@fairlead/plugin-sdk';
import type { Choice } from '@fairlead/routing';
import type { Attempt, AttemptEnd, AttemptSetting } from '../attempt.js';
import { attemptLimits } from '../attempt-limits.js';
import type { Course } from '../course.js';
import { logText } from '../log-text.js';
import { bill } from '../money.js';
import type { Scene } from '../scene.js';
import type { Hold } from '../spending/hold.js';
import { StreamAttempt } from '../stream-attempt.js';
import { UnaryAttempt } from '../unary-attempt.js';
import { upstreamRequest } from '../upstream-request.js';

/** What a copy is made of; nothing of it belongs to the caller. */
export interface Original extends Pick<Scene, 'state' | 'generation' | 'ingress'> {
  readonly course: Course;
}

const NOBODY = { commit: () => {}, write: () => true, onDrain: () => {} };

/** One copy under way: a single call, read to its end for nobody. */
export class ShadowCopy {
  #attempt: Attempt | undefined;
  #readings: readonly QuotaReading[] = [];

  constructor(
    private readonly original: Original,
    private readonly choice: Choice,
    private readonly hold: Hold,
  ) {}

  get #target(): TargetId {
    return this.choice.target.id;
  }

  cancel(): void {
    this.#attempt?.cancel();
  }

  async run(): Promise<void> {
    const { state, generation, ingress, course } = this.original;
    const startedAt = state.clock.now();
    const tellStrategy = generation.router.beginCopy(this.choice, course.facts);
    const end = await this.#call(startedAt);
    const durationMs = state.clock.now() - startedAt;
    const result = resultOf(end);
    const { costNanoUsd } = bill(generation, course.route, this.#target, end.usage);
    const measured = {
      result,
      durationMs,
      ...(end.usage && { usage: end.usage }),
      ...(costNanoUsd !== undefined && { costNanoUsd }),
    };
    this.hold.settle({ ...end, bill: { ...(costNanoUsd !== undefined && { costNanoUsd }) } });
    tellStrategy(measured);
    if (end.kind === 'failed' && result === 'rate_limited') this.#noteQuota(end.fault, startedAt);
    state.observer.shadowEnded?.({
      ...measured,
      requestId: ingress.requestId,
      route: course.route.name,
      target: this.#target,
      ...(end.kind === 'failed' && { error: logText(end.fault) }),
    });
  }

  /** Whatever a provider or a translation throws is the end of the copy, and of nothing else. */
  async #call(startedAt: number): Promise<AttemptEnd> {
    try {
      const setting = this.#setting(startedAt);
      this.#attempt = this.original.course.facts.stream
        ? new StreamAttempt(setting, NOBODY)
        : new UnaryAttempt(setting);
      return await this.#attempt.run();
    } catch (error) {
      // Its timers would go on.
      this.#attempt?.cancel();
      const fault = new Fault(
        'gateway_error',
        logText(new Fault('gateway_error', 'The copy failed.'), error),
      );
      return { kind: 'failed', fault, committed: false };
    }
  }

  #setting(startedAt: number): AttemptSetting {
    const { state, generation, ingress, course } = this.original;
    const { route, facts, fitness } = course;
    const { info, target } = this.choice;
    const lane = fitness.lane(info);
    const provider = generation.providers.get(target.provider)!;
    const totalAt = startedAt + route.timeouts.totalMs;
    return {
      clock: state.clock,
      lane,
      provider,
      targetId: target.id,
      request: upstreamRequest(ingress, lane, facts, info.wireModel),
      limits: attemptLimits(route, generation.router, this.choice, facts, totalAt),
      onFirstToken: () => {},
      onHeaders: (headers: ReplyHeaders) => {
        this.#readings = provider.quota(headers);
      },
    };
  }

  /** It is the live traffic's quota too. */
  #noteQuota({ details: { retryAfterMs } }: Fault, sentAtMs: number): void {
    const refusal = { readings: this.#readings, retryAfterMs, sentAtMs };
    this.original.generation.health.refusedQuota(this.#target, refusal);
  }
}

function resultOf(end: AttemptEnd): 'ok' | FaultClass {
  if (end.kind === 'failed') return end.fault.faultClass;
  return end.kind === 'done' ? 'ok' : 'cancelled';
}
