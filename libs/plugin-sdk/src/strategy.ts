import type { Capability } from './capability.js';
import type { ConfigSpec } from './config/config-spec.js';
import type { FaultClass } from './fault.js';
import type { Operation } from './operation.js';
import type { Rng } from './ports.js';
import type { TokenUsage } from './usage.js';

/** `provider/model`, as the policy writes it. */
export type TargetId = string;

/** What is known of a request before it is sent. Everything here is cheap; nothing holds the prompt's text. */
export interface RequestFacts {
  readonly operation: Operation;
  /** The model as the caller wrote it, after aliases. */
  readonly model: string;
  readonly stream: boolean;
  /** Estimated prompt tokens: body bytes / 4. */
  readonly promptTokens: number;
  /** The caller's own limit, where the request has one. */
  readonly maxOutputTokens?: number;
  /** What the request cannot do without; absent: not looked at. */
  readonly capabilities?: readonly Capability[];
  /** Who pays; undefined: unknown. */
  readonly tenant?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * One eligible, untried target with everything the host measures for everyone. A strategy reads it and picks;
 * retry, health and locks live outside.
 */
export interface Candidate {
  readonly id: TargetId;
  /** Place in the policy file: the tie breaker of last resort. */
  readonly position: number;
  /** Effective weight: configured × slow start × quota headroom. Positive. */
  readonly weight: number;
  readonly inflight: number;
  /** Σ (prompt/8 + expected remaining output) over what is in flight, in tokens. */
  readonly inflightTokens: number;
  /** Recent attributable failures that still count as load, decaying with 10 s. */
  readonly phantom: number;
  /** Failure rate in [0, 1]: an average with step 0.2 that decays with 30 s. */
  readonly failureRate: number;
  /** The target's concurrency limit, where it has one. */
  readonly concurrency?: number | undefined;
  /** Expected time to the first token of this request, ms; undefined until anyone in the pool was measured. */
  readonly firstTokenMs?: number | undefined;
  /**
   * Expected time per further output token, ms; undefined until anyone in the pool was measured, and for a request
   * that does not stream: there the first token comes with the whole reply.
   */
  readonly perTokenMs?: number | undefined;
  /** Output tokens this route's requests usually have, capped by the caller's limit. */
  readonly expectedOutputTokens: number;
  /** Expected cost of this request; undefined when the price is unknown. */
  readonly costNanoUsd?: number | undefined;
  /** Successes / outcomes over the last 5 minutes; undefined below 10 outcomes. */
  readonly successRate?: number | undefined;
  /**
   * 95th percentile of recent first-token times at the pool's mean prompt size, ms; undefined below 20 samples or
   * when the last one is older than 5 minutes.
   */
  readonly firstTokenP95Ms?: number | undefined;
}

/** The choice of one candidate. */
export interface Pick {
  /** Index into the candidates as they were given. */
  readonly index: number;
  /** Why: score parts by candidate, for the decision record. */
  readonly parts?: readonly Readonly<Record<string, number>>[];
  /** Candidates this strategy refuses, by index, with the reason (`price:unknown`). */
  readonly excluded?: Readonly<Record<number, string>>;
}

/** Nobody is picked, and why: every candidate's index with the reason. */
export interface Refusal {
  readonly index?: undefined;
  readonly excluded: Readonly<Record<number, string>>;
}

/** How an attempt ended, as a strategy sees it. */
export interface Outcome {
  readonly result: 'ok' | FaultClass;
  readonly usage?: TokenUsage;
  /** What it cost; undefined when unknown. */
  readonly costNanoUsd?: number;
  readonly durationMs: number;
  readonly firstTokenMs?: number;
}

/** One pool's balancer. Deterministic: chance and time come from the context. */
export interface StrategyInstance {
  /**
   * How long an unused latency estimate is half trusted, ms; the host measures and reads it for this pool with that.
   * Absent: 5 minutes.
   */
  readonly forgetAfterMs?: number;
  /** No pick only when every candidate is refused. Called again, without the tried ones, after a failure. */
  pick(candidates: readonly Candidate[], facts: RequestFacts): Pick | Refusal | undefined;
  /** An attempt goes out to `candidate` (the object that `pick` saw). */
  onStart?(candidate: Candidate, facts: RequestFacts): void;
  /** The same attempt ended; `candidate` is the one given to `onStart`. */
  onEnd?(candidate: Candidate, outcome: Outcome): void;
  /**
   * All that a pick depends on, as plain JSON that `restore` takes after a policy reload, or to make a recorded decision
   * again; keyed by target id, never by position.
   */
  snapshot?(): unknown;
  restore?(state: unknown): void;
}

/**
 * Time, as a strategy reads it. It stands still during a pick, and what was read there is kept with the decision: asked
 * again, in another process or a year later, it says the same.
 */
export interface StrategyClock {
  /** Monotonic milliseconds from an arbitrary origin. */
  now(): number;
  /** The calendar time, for what depends on the hour or the date. Never for durations: it can jump. */
  wall(): Date;
}

/** What a strategy gets besides its options: chance, time, and the name of its pool. */
export interface StrategyContext {
  readonly rng: Rng;
  readonly clock: StrategyClock;
  /** The pool's name, unique in the policy. */
  readonly pool: string;
}

/** What a plugin declares about a strategy. */
export interface StrategyDefinition<Options extends object = object> {
  readonly options: ConfigSpec<Options>;
  /** Whether it refuses candidates whose price is unknown, so that a policy can be warned of them; absent: no. */
  needsPrices?(options: Options): boolean;
  create(options: Options, context: StrategyContext): StrategyInstance;
}

/** Identity at run time; at compile time it ties `create` to the options class. */
export function defineStrategy<Options extends object>(
  definition: StrategyDefinition<Options>,
): StrategyDefinition<Options> {
  return definition;
}
