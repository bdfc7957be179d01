import type { MatchFacts } from '../match.js';

/** A compiled condition or value, checked against the facts of a request when the policy was read. */
export interface Expression<Value> {
  /** As the policy spells it. */
  readonly text: string;
  /** Never throws: what fails at run time is false, or empty text. */
  evaluate(facts: MatchFacts): Value;
}
