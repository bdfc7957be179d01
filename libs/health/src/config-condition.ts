import type { FaultClass } from '@fairlead/plugin-sdk';

const FIRST_STAY_MS = 5 * 60_000;
const MAX_STAY_MS = 60 * 60_000;
/** A model that is not there may have been deployed in the meantime. */
const MODEL_STAY_MS = 10 * 60_000;

/**
 * Something only a person can mend: a key, a credit, a permission, a model's name. It ends by itself in case it was
 * mended elsewhere, and comes back for longer when it was not.
 */
export class ConfigCondition {
  reason: FaultClass | undefined;
  untilMs = 0;
  #sinceMs = -Infinity;
  #times = 0;

  set(reason: FaultClass, nowMs: number): void {
    const held = this.holds(nowMs);
    // Everything under way meets the same refusal: it is one, and its stay is not doubled for each of them.
    if (held && reason === this.reason) return;
    if (!held) this.#times++;
    const ofModel = reason === 'model_not_found' || reason === 'permission_denied';
    const stayMs = ofModel ? MODEL_STAY_MS : Math.min(MAX_STAY_MS, FIRST_STAY_MS * 2 ** (this.#times - 1));
    this.reason = reason;
    this.#sinceMs = nowMs;
    this.untilMs = nowMs + stayMs;
  }

  holds(nowMs: number): boolean {
    return this.reason !== undefined && nowMs < this.untilMs;
  }

  /** Whether a success proves that it was mended: one that was under way before it began does not. */
  isDisprovedBy(admittedAtMs: number): boolean {
    return this.reason !== undefined && admittedAtMs > this.#sinceMs;
  }

  clear(): void {
    this.reason = undefined;
    this.#times = 0;
  }
}
