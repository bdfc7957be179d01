import type { Standing } from '@fairlead/health';
import type { Candidate, TargetId } from '@fairlead/plugin-sdk';
import type { TargetInfo } from '../router/target-info.js';

/** One target as a decision found it. */
export interface CapturedTarget {
  readonly info: Omit<TargetInfo, 'price'>;
  readonly standing?: Standing;
  readonly inflight?: number;
  /** Dispatched in the last minute, where it has such a limit. */
  readonly minute?: CapturedMinute;
  /** Of `concurrency: auto`. */
  readonly adaptiveLimit?: number;
  /** Why this request cannot be answered there. */
  readonly unfit?: string;
}

export interface CapturedMinute {
  readonly requests?: number;
  readonly tokens?: number;
}

/** A tier with limits of its own. */
export interface CapturedTier {
  readonly inflight: number;
  readonly minute?: CapturedMinute;
}

/** One pool that was asked. */
export interface CapturedPool {
  /** Undefined where nobody was left to pick from. */
  readonly strategy?: string;
  /** What the strategy knew before the pick. */
  readonly state?: unknown;
  /** What it drew. */
  readonly draws?: readonly number[];
  readonly candidates: Readonly<Record<TargetId, Candidate>>;
}

/** What the request had met before. */
export interface CapturedHistory {
  readonly tried: readonly TargetId[];
  readonly failedEndpoints: readonly string[];
  readonly failedCredentials: readonly string[];
  readonly barredCredentials?: readonly string[];
  readonly tier?: string;
  readonly afterTier?: string;
  readonly minContextTokens?: number;
  readonly noPanic?: boolean;
  /** Names of those that matched. */
  readonly constraints?: readonly string[];
  readonly affinityKey?: string;
}

/**
 * Everything outside the policy and the request that a decision depended on, as plain JSON: with policy and facts it gives
 * the same decision again, in any process. Holds names, numbers and fingerprints; no secret.
 */
export interface CapturedState {
  readonly nowMs: number;
  /** The calendar time that a strategy read, ms since 1970; absent: none did. */
  readonly wallMs?: number;
  readonly history: CapturedHistory;
  readonly targets: Readonly<Record<TargetId, CapturedTarget>>;
  /** By name; those without limits are absent. */
  readonly tiers?: Readonly<Record<string, CapturedTier>>;
  /** Output tokens that the route's requests usually have, where that was asked. */
  readonly expectedOutputTokens?: number;
  /** Who has answered the request's affinity key last. */
  readonly seat?: TargetId;
  /** By pool id; those of tiers that were not looked at are absent. */
  readonly pools: Readonly<Record<string, CapturedPool>>;
}
