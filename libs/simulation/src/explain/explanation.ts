import type { AttemptReport } from '@fairlead/engine';
import type { RequestFacts, TargetId } from '@fairlead/plugin-sdk';
import type { AffinityRecord } from '@fairlead/routing';

/** Why a request goes where it goes. Plain data; `at` is `file:line` in the policy. */
export interface Explanation {
  /** Version of the policy. */
  readonly policy: string;
  readonly facts: RequestFacts;
  /** Routes above the one it goes by, and the part of each one's match that does not hold. */
  readonly passedOver: readonly PassedRoute[];
  /** Undefined where none matches. */
  readonly route?: string;
  readonly at?: string;
  readonly canary?: string;
  readonly constraints: readonly { readonly name: string; readonly at?: string }[];
  /** What was decided first. */
  readonly chosen?: TargetId;
  readonly reason?: string;
  /** What the strategies drew for that. */
  readonly draws: readonly number[];
  readonly affinity?: AffinityRecord;
  readonly tiers: readonly ExplainedTier[];
  /** In this order. */
  readonly attempts: readonly ExplainedAttempt[];
  readonly status: number;
  readonly outcome: string;
  /** Every setting of the route, with the line it came from. */
  readonly settings: readonly ExplainedSetting[];
  /** Of a recorded request: whether each of its decisions is the same when it is made again. */
  readonly replayed?: readonly boolean[];
}

export interface PassedRoute {
  readonly route: string;
  /** `model`, `labels.team`, `when`; `direct`: the caller names a target, and the route no model. */
  readonly because: string;
  readonly at?: string;
}

export interface ExplainedTier {
  readonly name: string;
  readonly strategy: string;
  readonly onlyViaRule: boolean;
  readonly candidates: readonly ExplainedCandidate[];
}

export interface ExplainedCandidate {
  readonly id: TargetId;
  /** Effective; undefined for an excluded one. */
  readonly weight?: number | undefined;
  /** What the strategy's score was made of. */
  readonly parts?: Readonly<Record<string, number>> | undefined;
  readonly excluded?: string | undefined;
  /** Predicted; undefined: the price is unknown. */
  readonly costNanoUsd?: number | undefined;
  readonly at?: string | undefined;
}

interface ExplainedAttempt {
  readonly target: TargetId;
  readonly tier: string;
  /** `strategy:latency`, `affinity`, `panic`. */
  readonly reason: string;
  readonly result: AttemptReport['result'];
}

export interface ExplainedSetting {
  /** `timeouts.total`. */
  readonly key: string;
  readonly value: string | number | boolean | null;
  /** Or `built-in`. */
  readonly at: string;
}
