import type { TargetId } from '@fairlead/plugin-sdk';
import type { QueuePlan } from '@fairlead/policy';
import { targetsOf, type Decision } from '@fairlead/routing';
import type { Course } from '../course.js';
import type { Scene } from '../scene.js';
import type { Waiter, WaitingLine } from './waiting-line.js';

/** Not every place that becomes free is told of: limits grow, circuits close, minutes begin. */
const LOOK_AGAIN_MS = 1000;
/** What passes when requests end, or with the minute. */
const BUSY = /^(?:concurrency|rpm|tpm):/;

type NoChoice = Decision & { readonly choice: undefined };

/** Whether a place may become free soon: somebody could take the request who only has too much to do. */
export function isBusy({ record }: NoChoice): boolean {
  return record.candidates.some(({ excluded }) => excluded !== undefined && BUSY.test(excluded));
}

/** One request's place in its route's line. */
export class Place implements Waiter {
  readonly enteredAtMs: number;
  readonly untilMs: number;
  readonly #scene: Scene;
  readonly #line: WaitingLine;
  readonly #targets: ReadonlySet<TargetId>;
  #pass: (() => void) | undefined;

  constructor(scene: Scene, { route, deadline }: Course, { waitMs }: QueuePlan) {
    this.#scene = scene;
    this.#line = scene.state.lines.of(route.name);
    this.#targets = targetsOf(route);
    this.enteredAtMs = scene.state.clock.now();
    this.untilMs = Math.min(this.enteredAtMs + waitMs, deadline.totalAt);
    this.#line.enter(this);
  }

  get awake(): boolean {
    return this.#pass !== undefined;
  }

  get over(): boolean {
    return this.#scene.state.clock.now() >= this.untilMs;
  }

  wants(target: TargetId): boolean {
    return this.#targets.has(target);
  }

  wake(pass: () => void): void {
    this.#pass = pass;
    this.#scene.presence.endPause();
  }

  /** Until it is worth asking again, or too late, or the caller is gone. */
  async turn({ retryAfterMs = LOOK_AGAIN_MS }: NoChoice): Promise<void> {
    const pass = this.#pass;
    this.#pass = undefined;
    pass?.();
    const now = this.#scene.state.clock.now();
    await this.#scene.presence.pause(Math.min(this.untilMs - now, retryAfterMs));
  }

  /** It has what it wanted. */
  leave(): void {
    const { record, state } = this.#scene;
    record.queuedMs += state.clock.now() - this.enteredAtMs;
    this.#line.leave(this);
  }

  /** Whatever was free is for the next one. */
  giveUp(): void {
    this.leave();
    this.#pass?.();
  }
}
