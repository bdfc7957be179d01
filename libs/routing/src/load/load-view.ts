import type { PriceQuote } from '@fairlead/ledger';
import type { Candidate, TargetId } from '@fairlead/plugin-sdk';
import type { TargetPlan } from '@fairlead/policy';
import type { LoadQuestion } from './load-question.js';

/** What a decision looks at of one target's load. */
export interface TargetLoadView {
  readonly inflight: number;
  /** The limit as it stands now; undefined: none. */
  limit(concurrency: number | 'auto' | undefined): number | undefined;
}

/** What a decision looks at of all measurements: the book itself, or what was written down of it. */
export interface LoadView {
  target(id: TargetId): TargetLoadView;
  read(question: LoadQuestion, forgetAfterMs: number | undefined): PoolView;
}

export interface PoolView {
  /** `target` as strategies see it. `weight`: effective, positive. Without `price` the cost is unknown. */
  candidate(target: TargetPlan, weight: number, price: PriceQuote | undefined): Candidate;
}
