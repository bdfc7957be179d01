import type { CanaryStanding } from './canary/trial-run.js';
import type { BudgetWarning } from '@fairlead/ledger';
import type {
  DialectName,
  FaultClass,
  Operation,
  RequestFacts,
  TargetId,
  TokenUsage,
} from '@fairlead/plugin-sdk';
import type { CapturedState, DecisionRecord } from '@fairlead/routing';

/** One attempt, as the trail shows it to callers and in logs. */
export interface AttemptReport {
  readonly target: TargetId;
  readonly result: 'ok' | FaultClass;
  /** The provider's HTTP status, where one arrived. */
  readonly status?: number | undefined;
  /** It went out beside another attempt that was slow. */
  readonly hedge?: true | undefined;
  /** From the start of the exchange to the start of this attempt, ms. */
  readonly startedMs: number;
  readonly durationMs: number;
  /** From its start to an open connection, ms: next to nothing on one that was kept. */
  readonly connectMs?: number | undefined;
  /** From its start to its first content, ms. */
  readonly firstTokenMs?: number | undefined;
}

/** The second attempt beside a slow first one. */
export interface HedgeReport {
  readonly target: TargetId;
  /** Its content was the answer's. */
  readonly won: boolean;
  /** What is known of the cost of the attempt that was called off. */
  readonly lostNanoUsd?: number;
}

/** What one exchange was, told once, when it is over. Holds no text of the caller's or the provider's. */
export interface ExchangeReport {
  readonly requestId: string;
  readonly dialect: DialectName;
  readonly operation: Operation;
  readonly stream: boolean;
  /** Name of the route; undefined when none matched. */
  readonly route?: string | undefined;
  /** Name of the canary by whose tiers it went. */
  readonly canary?: string | undefined;
  /** The target that answered. */
  readonly target?: TargetId | undefined;
  /** `partial`: content was sent and the stream then ended in an error event. */
  readonly outcome: 'ok' | 'partial' | FaultClass;
  readonly status: number;
  readonly attempts: readonly AttemptReport[];
  readonly panic: boolean;
  readonly usage?: TokenUsage | undefined;
  readonly costNanoUsd?: number | undefined;
  /** Against the route's baseline; negative when dearer. */
  readonly savedNanoUsd?: number | undefined;
  readonly durationMs: number;
  /** From the start of the exchange to the first content for the caller. */
  readonly firstTokenMs?: number | undefined;
  /** Time spent in the gateway itself before the first attempt went out. */
  readonly overheadMs?: number | undefined;
  /** Spent waiting in the route's queue. */
  readonly queuedMs?: number | undefined;
  /** Malformed events that were left out of an otherwise good stream. */
  readonly droppedEvents: number;
  /** The last fault's message, without secrets, where the exchange failed. */
  readonly error?: string | undefined;
  /** `alert:` of the failover rules that were met. */
  readonly alerts: readonly string[];
  /** Budgets that only watch, and had nothing left for this request. */
  readonly overBudget?: readonly string[] | undefined;
  /** Size of the body, where it was larger than `failover.max_replay_bytes` and so the next attempt was not made. */
  readonly notReplayedBytes?: number | undefined;
  /** Where a second attempt was made beside a slow one. */
  readonly hedge?: HedgeReport | undefined;
}

/** One choice of an exchange, and the attempts that came of it: none, one, or more at the same target. */
export interface DecidedStep {
  readonly record: DecisionRecord;
  readonly attempts: readonly AttemptReport[];
  /** What it depended on, where the caller asked for an explanation. */
  readonly state?: CapturedState | undefined;
}

/** How a request went where it went. Plain data; of the caller's text only the model's name and the labels. */
export interface DecidedExchange {
  /** The id of the request. */
  readonly id: string;
  /** When it was over. */
  readonly at: Date;
  /** Version of the policy. */
  readonly policy: string;
  readonly route: string;
  readonly canary?: string | undefined;
  /** Undefined where the route refuses without a choice. */
  readonly facts?: RequestFacts | undefined;
  readonly steps: readonly DecidedStep[];
  readonly outcome: ExchangeReport['outcome'];
  readonly status: number;
  /** The target that answered. */
  readonly target?: TargetId | undefined;
  /** Size of the body, where it was larger than `failover.max_replay_bytes` and so the next attempt was not made. */
  readonly notReplayedBytes?: number | undefined;
}

/** How one copy of an answered request ended. */
export interface ShadowReport {
  readonly requestId: string;
  readonly route: string;
  /** Undefined where the gateway failed before it had chosen one. */
  readonly target?: TargetId;
  readonly result: 'ok' | FaultClass;
  readonly usage?: TokenUsage;
  readonly costNanoUsd?: number;
  readonly durationMs: number;
  /** The fault's message, without secrets, where it failed. */
  readonly error?: string;
}

/** Told by the engine as things happen; must be quick and must not throw. */
export interface Observer {
  attemptEnded(attempt: AttemptReport, route: string): void;
  failedOver(step: {
    readonly route: string;
    readonly from: TargetId;
    readonly to: TargetId;
    readonly result: FaultClass;
  }): void;
  exchangeEnded(report: ExchangeReport): void;
  /**
   * Besides, for every exchange that found a route.
   *
   * @param decided writes it down. Until then it holds on to the whole request: to be called soon, once, or never.
   */
  exchangeDecided?(decided: () => DecidedExchange): void;
  /** A canary did so much worse than its baseline that its share is 0 until it is reset. */
  canaryAborted?(standing: CanaryStanding): void;
  /** Once a window, when so much of a budget is spent. */
  budgetWarned?(warning: BudgetWarning): void;
  /** A copy that nobody waits for is over. */
  shadowEnded?(report: ShadowReport): void;
}
