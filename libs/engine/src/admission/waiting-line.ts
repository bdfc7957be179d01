import type { TargetId } from '@fairlead/plugin-sdk';

/** With the oldest waiting longer than this, who came first has mostly given up: the newest is served first then. */
const FIFO_UP_TO_MS = 1000;

/** A request that waits for a place. */
export interface Waiter {
  readonly enteredAtMs: number;
  /** Asked already, and about to answer. */
  readonly awake: boolean;
  wants(target: TargetId): boolean;
  /** It is asked whether it can use what is free now; it answers by leaving the line, or with `pass`. */
  wake(pass: () => void): void;
}

/** The requests of one route that wait for a place at one of its targets. */
export class WaitingLine {
  /** Oldest first. */
  readonly #waiting: Waiter[] = [];

  get length(): number {
    return this.#waiting.length;
  }

  enter(waiter: Waiter): void {
    this.#waiting.push(waiter);
  }

  leave(waiter: Waiter): void {
    const index = this.#waiting.indexOf(waiter);
    if (index >= 0) this.#waiting.splice(index, 1);
  }

  /** A place at the target is free: those who want it are asked one after another, until one takes it. */
  freed(target: TargetId, nowMs: number): void {
    const oldest = this.#waiting[0];
    if (oldest === undefined) return;
    const asked = this.#waiting.filter((waiter) => waiter.wants(target));
    if (nowMs - oldest.enteredAtMs > FIFO_UP_TO_MS) asked.reverse();
    this.#ask(asked);
  }

  #ask([first, ...rest]: readonly Waiter[]): void {
    if (first === undefined) return;
    if (first.awake || !this.#waiting.includes(first)) return this.#ask(rest);
    first.wake(() => this.#ask(rest));
  }
}
