import type { Capability } from '@fairlead/plugin-sdk';
import type { Matcher } from '../match.js';

/**
 * What a target must be. Every part must hold, and what is not known of a target does not hold: a requirement fails
 * closed.
 */
export interface Requirement {
  readonly capabilities: readonly Capability[];
  /** The window must be known to take this many tokens; `auto`: a known one must take prompt and output limit. */
  readonly context?: 'auto' | number;
  /** One of them. */
  readonly regions?: readonly string[];
  readonly data?: DataHandling;
  readonly maxPrice?: PriceCeiling;
  readonly tagsNoneOf: readonly string[];
  readonly tagsAllOf: readonly string[];
}

/** What a provider does with what it is sent. As a requirement: at least as strict as this. */
export interface DataHandling {
  /** Whether it may train on it. */
  readonly training?: 'allow' | 'deny';
  /** How long it keeps it. */
  readonly retention?: 'zero' | 'limited' | 'unlimited';
}

/** Integer nano-dollars per million tokens; 1 US dollar is 10⁹. */
export interface PriceCeiling {
  readonly inputNanoUsdPerMtok?: number;
  readonly outputNanoUsdPerMtok?: number;
}

/** A requirement for the requests that match, in every route, on every attempt, hedge and shadow copy. */
export interface ConstraintPlan {
  readonly name: string;
  readonly match: Matcher;
  readonly require: Requirement;
  /** 1-based line in the policy file. */
  readonly line: number;
}

/** What is known of a target, for requirements; what is absent is not known. */
export interface TargetTraits {
  readonly region?: string;
  readonly tags: readonly string[];
  readonly data?: DataHandling;
  /** All that it has, where its capabilities are known. */
  readonly capabilities?: readonly Capability[];
  /** Tokens of prompt and completion together. */
  readonly contextWindow?: number;
  /** Per million tokens, for the price ceiling. */
  readonly price?: { readonly inputNanoUsdPerMtok: number; readonly outputNanoUsdPerMtok: number };
}
