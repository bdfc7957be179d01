import type { Choice, DecisionRecord } from './decision.js';
import type { Trail } from './trail.js';

/** A choice whose record is written on first sight, from values that do not change. */
export class MadeDecision {
  readonly choice: Choice;
  readonly #reason: string;
  readonly #trail: Trail;
  #record: DecisionRecord | undefined;

  constructor(choice: Choice, reason: string, trail: Trail) {
    this.choice = choice;
    this.#reason = reason;
    this.#trail = trail;
  }

  get record(): DecisionRecord {
    return (this.#record ??= this.#trail.record(this.#reason, this.choice.tier.name, this.choice.target.id));
  }
}
