import type { PriceQuote } from '@fairlead/ledger';
import type { Candidate, RequestFacts, TargetId } from '@fairlead/plugin-sdk';
import type { TargetPlan } from '@fairlead/policy';
import type { LoadQuestion } from './load-question.js';

/** What was dispatched in the last minute. */
export interface MinuteView {
  requests(nowMs: number): number;
  /** Estimated ones, of prompts and answers. */
  tokens(nowMs: number): number;
  /** When no more than `left` of those count any longer. */
  fallsToMs(left: number, of: 'requests' | 'tokens', nowMs: number): number;
}

/** What a decision looks at of the load of one target, or of all targets of a tier. */
export interface TrafficView {
  readonly inflight: number;
  readonly minute: MinuteView;
}

export interface TargetLoadView extends TrafficView {
  /** The limit as it stands now; undefined: none. */
  limit(concurrency: number | 'auto' | undefined): number | undefined;
}

/** What a decision looks at of all measurements: the book itself, or what was written down of it. */
export interface LoadView {
  target(id: TargetId): TargetLoadView;
  /** @param route the name of the tier's route */
  tier(route: string, tier: string): TrafficView;
  read(question: LoadQuestion, forgetAfterMs: number | undefined): PoolView;
  /** Output tokens that this route's requests usually have, capped by the caller's own limit. */
  expectedOutputTokens(route: string, facts: RequestFacts): number;
  /** Who has answered this key of the route last; undefined after `ttlMs` without a request. */
  seat(route: string, key: string, ttlMs: number): TargetId | undefined;
}

export interface PoolView {
  /** `target` as strategies see it. `weight`: effective, positive. Without `price` the cost is unknown. */
  candidate(target: TargetPlan, weight: number, price: PriceQuote | undefined): Candidate;
}
