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
  #times = 0;

  set(reason: FaultClass, nowMs: number): void {
    const ofModel = reason === 'model_not_found' || reason === 'permission_denied';
    const stayMs = ofModel ? MODEL_STAY_MS : Math.min(MAX_STAY_MS, FIRST_STAY_MS * 2 ** this.#times);
    this.#times++;
    this.reason = reason;
    this.untilMs = nowMs + stayMs;
  }

  holds(nowMs: number): boolean {
    return this.reason !== undefined && nowMs < this.untilMs;
  }

  /** A live success, or a probe that proves the key. */
  clear(): void {
    this.reason = undefined;
    this.#times = 0;
  }
}
