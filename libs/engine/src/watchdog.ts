import type { Cancel, Clock, FaultClass } from '@fairlead/plugin-sdk';

/** The limits that can end an attempt, in the order in which a tie is decided. */
const LIMITS = ['total', 'connect', 'first_token', 'idle', 'transport_idle'] as const;
export type Limit = (typeof LIMITS)[number];

export const LIMIT_FAULTS: Readonly<Record<Limit, FaultClass>> = {
  total: 'timeout_total',
  connect: 'timeout_connect',
  first_token: 'timeout_first_token',
  idle: 'timeout_idle',
  transport_idle: 'timeout_idle',
};

/**
 * All limits of one attempt on a single timer. Moving a limit later, which every event of a stream does, costs no
 * timer: the one that is armed fires early, finds nothing due and sleeps on.
 */
export class Watchdog {
  /** By the places of `LIMITS`; Infinity: none. */
  readonly #due = LIMITS.map(() => Infinity);
  #armedFor = Infinity;
  #cancel: Cancel | undefined;

  constructor(
    readonly clock: Clock,
    readonly expired: (limit: Limit) => void,
  ) {}

  /** Moves a limit to `atMs` on the clock. */
  set(limit: Limit, atMs: number): void {
    this.#due[LIMITS.indexOf(limit)] = atMs;
    if (atMs < this.#armedFor) this.#arm();
  }

  clear(limit: Limit): void {
    this.#due[LIMITS.indexOf(limit)] = Infinity;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#due.fill(Infinity);
    this.#armedFor = -Infinity;
  }

  #arm(): void {
    this.#cancel?.();
    this.#armedFor = Math.min(...this.#due);
    this.#cancel =
      this.#armedFor === Infinity
        ? undefined
        : this.clock.after(Math.max(0, this.#armedFor - this.clock.now()), () => this.#wake());
  }

  #wake(): void {
    const now = this.clock.now();
    const due = LIMITS.find((_, place) => this.#due[place]! <= now);
    if (due === undefined) return this.#arm();
    this.stop();
    this.expired(due);
  }
}
