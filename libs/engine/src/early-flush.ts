import type { Cancel, Clock } from '@fairlead/plugin-sdk';
import type { Answer } from './answer.js';
import type { Course } from './course.js';
import type { Scene } from './scene.js';

/** Keeps what stands between a caller and the gateway from giving up while a stream has no content yet. */
export class EarlyFlush {
  #cancel: Cancel | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly answer: Answer,
  ) {}

  /** Comments can be written into server-sent events alone, and not into a reply that passes unread. */
  start(
    { ingress, record: { startedAt } }: Pick<Scene, 'ingress' | 'record'>,
    { route, facts }: Course,
  ): void {
    const everyMs = route.timeouts.earlyFlushMs;
    const { framing, dialect } = ingress;
    if (everyMs === undefined || !facts.stream || framing !== undefined || dialect.relayed) return;
    this.#wait(startedAt + everyMs - this.clock.now(), everyMs);
  }

  stop(): void {
    this.#cancel?.();
  }

  #wait(delayMs: number, everyMs: number): void {
    this.#cancel = this.clock.after(delayMs, () => {
      if (this.answer.saysWait()) this.#wait(everyMs, everyMs);
    });
  }
}
