import type { Candidate, TargetId } from '@fairlead/plugin-sdk';
import type { ConstraintPlan, TargetPlan, TierPlan } from '@fairlead/policy';
import type { AffinityRecord } from '../affinity/affinity-pick.js';
import type { CapturedState } from '../replay/captured-state.js';
import type { TargetInfo } from './target-info.js';

/** What this request already met; the first attempt has {@link noHistory}. */
export interface AttemptHistory {
  readonly tried: ReadonlySet<TargetId>;
  /** Those that failed: targets elsewhere are preferred while there are any. */
  readonly failedEndpoints: ReadonlySet<string>;
  readonly failedCredentials: ReadonlySet<string>;
  /** Never again in this request. */
  readonly barredCredentials?: ReadonlySet<string>;
  /** A rule sent the request to this tier: only it and later ones. */
  readonly tier?: string;
  /** Tiers up to and including this one are over. */
  readonly afterTier?: string;
  /** Only targets whose window is known to be larger than this many tokens. */
  readonly minContextTokens?: number;
  readonly noPanic?: boolean;
  /** The policy's constraints that match the request: they hold for every attempt, whatever its route and tier. */
  readonly constraints?: readonly ConstraintPlan[] | undefined;
  /** Hash of what keeps this request together with others; undefined: it belongs to none. */
  readonly affinityKey?: string | undefined;
  /** Why a target can never answer this request (`capability:logit_bias`, `bound:a/m`); undefined when it can. */
  unfit?(info: TargetInfo): string | undefined;
}

export const noHistory: AttemptHistory = {
  tried: new Set(),
  failedEndpoints: new Set(),
  failedCredentials: new Set(),
};

/** Where one attempt goes. */
export interface Choice {
  readonly route: string;
  readonly tier: TierPlan;
  readonly target: TargetPlan;
  readonly info: TargetInfo;
  /** What the strategy saw of it. */
  readonly candidate: Candidate;
  /** Nothing was available: tried although its circuit is open. */
  readonly panic: boolean;
  /** Under which the target is remembered once it answers. */
  readonly affinityKey?: string | undefined;
}

export interface RecordedCandidate {
  readonly id: TargetId;
  readonly tier: string;
  /** Effective weight; undefined for an excluded one. */
  readonly weight?: number | undefined;
  /** What the strategy's score was made of. */
  readonly parts?: Readonly<Record<string, number>> | undefined;
  /** Why it could not be chosen: `circuit:ejected`, `context:180000>128000`, `tried`. */
  readonly excluded?: string | undefined;
}

/** Why a request went where it went, for logs and for whoever asks to have it explained. Plain data. */
export interface DecisionRecord {
  readonly route: string;
  readonly tier?: string | undefined;
  readonly candidates: readonly RecordedCandidate[];
  readonly chosen?: TargetId | undefined;
  readonly panic?: true | undefined;
  /** What the strategies drew, each in [0, 1). */
  readonly draws?: readonly number[] | undefined;
  /** How the request's affinity key found the target. */
  readonly affinity?: AffinityRecord | undefined;
  /** `strategy:latency`, `affinity`, `panic`, `no_target`, `bound_target_unavailable`. */
  readonly reason: string;
}

/** With `state` where everything that it depended on was to be written down. */
export type Decision =
  | { readonly choice: Choice; readonly record: DecisionRecord; readonly state?: CapturedState | undefined }
  | {
      readonly choice: undefined;
      readonly record: DecisionRecord;
      readonly state?: CapturedState | undefined;
      /** When it may be worth asking again, in [1 s, 60 s]; undefined when waiting does not help. */
      readonly retryAfterMs?: number;
      /** Everything is only out of quota: 429, not 503. */
      readonly onlyQuota: boolean;
    };
