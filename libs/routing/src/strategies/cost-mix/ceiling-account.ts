import type { StrategyClock } from '@fairlead/plugin-sdk';
import { halved } from '../parts/half-life.js';
import { readNumbers } from '../parts/read-numbers.js';

const CLAMP_MS = 60_000;

/**
 * What the ceiling allowed so far minus what was spent, nano-dollars. It stays within one minute of traffic either
 * way, so that a quiet hour does not pay for a dear one, nor a dear minute starve the rest of the day; what is left
 * fades with the window.
 */
export class CeilingAccount {
  readonly #ceilingNanoUsdPerToken: number;
  readonly #windowMs: number;
  readonly #clock: Pick<StrategyClock, 'now'>;
  #balance = 0;
  /** Σ tokens·e^(−age/1 min): the tokens of about the last minute. */
  #minuteTokens = 0;
  /** The dearest single charge of late: with less room than this a quiet pool could never save up for one. */
  #dearest = 0;
  #atMs: number;

  constructor(ceilingNanoUsdPerToken: number, windowMs: number, clock: Pick<StrategyClock, 'now'>) {
    this.#ceilingNanoUsdPerToken = ceilingNanoUsdPerToken;
    this.#windowMs = windowMs;
    this.#clock = clock;
    this.#atMs = clock.now();
  }

  /** The balance after a request of `tokens` that costs `costNanoUsd`. */
  left(tokens: number, costNanoUsd: number): number {
    this.#age();
    this.#dearest = Math.max(this.#dearest, costNanoUsd);
    return this.#balance + this.#ceilingNanoUsdPerToken * tokens - costNanoUsd;
  }

  /** Books a request, or with differences the correction of one. */
  add(tokens: number, costNanoUsd: number): void {
    this.#age();
    this.#minuteTokens = Math.max(0, this.#minuteTokens + tokens);
    const room = this.roomNanoUsd;
    const balance = this.#balance + this.#ceilingNanoUsdPerToken * tokens - costNanoUsd;
    this.#balance = Math.min(room, Math.max(-room, balance));
  }

  /** How far the balance may be from zero. */
  get roomNanoUsd(): number {
    return Math.max(this.#minuteTokens * this.#ceilingNanoUsdPerToken, this.#dearest);
  }

  get balanceNanoUsd(): number {
    return this.#balance;
  }

  snapshot(): unknown {
    this.#age();
    return { balance: this.#balance, minuteTokens: this.#minuteTokens, dearest: this.#dearest };
  }

  restore(state: unknown): void {
    const numbers = new Map(readNumbers(state));
    this.#balance = numbers.get('balance') ?? 0;
    this.#minuteTokens = numbers.get('minuteTokens') ?? 0;
    this.#dearest = numbers.get('dearest') ?? 0;
  }

  #age(): void {
    const nowMs = this.#clock.now();
    const elapsedMs = nowMs - this.#atMs;
    if (elapsedMs <= 0) return;
    this.#atMs = nowMs;
    this.#minuteTokens *= Math.exp(-elapsedMs / CLAMP_MS);
    this.#balance = halved(this.#balance, elapsedMs, this.#windowMs);
    this.#dearest = halved(this.#dearest, elapsedMs, this.#windowMs);
  }
}
