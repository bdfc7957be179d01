import type { TargetId } from '@fairlead/plugin-sdk';
import type { QuantileSummary } from './tally/quantiles.js';

/** Times that callers saw; undefined where nobody was answered. */
export interface Times {
  readonly firstToken?: QuantileSummary;
  readonly total?: QuantileSummary;
}

export interface RouteReport extends Times {
  readonly name: string;
  readonly requests: number;
  readonly succeeded: number;
  readonly spendNanoUsd: number;
}

export interface TargetReport extends Times {
  readonly id: TargetId;
  /** Requests that it answered. */
  readonly answered: number;
  /** Part of all requests that it answered. */
  readonly share: number;
  readonly attempts: number;
  /** Calls whose answers nobody sees. */
  readonly copies: number;
  /** Attempts that failed, by error class. */
  readonly failures: Readonly<Record<string, number>>;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly spendNanoUsd: number;
  /** Of all replicas. */
  readonly ejections: number;
  /** Time out of service, ms, the mean of the replicas, to the step in which it is looked at. */
  readonly ejectedMs: number;
}

/** One step of the time axis. */
export interface Moment {
  /** Its beginning, since the start. */
  readonly atMs: number;
  readonly requests: number;
  readonly failed: number;
  readonly spendNanoUsd: number;
  readonly firstTokenP50Ms?: number;
  readonly firstTokenP95Ms?: number;
  /** By the order of the report's targets. */
  readonly answered: readonly number[];
  /** Part of the step that each target was out, the mean of the replicas, by the same order. */
  readonly ejected: readonly number[];
  readonly ejections: readonly number[];
}

export interface BaselineReport {
  readonly target: string;
  /** What the same tokens would have cost there. */
  readonly costNanoUsd: number;
  readonly savedNanoUsd: number;
  /** Of the baseline's cost; negative when dearer. */
  readonly savedShare: number;
}

/** What a policy made of some traffic in some world. Plain data. */
export interface SimulationReport extends Times {
  /** Version of the policy: the hash of its text. */
  readonly policy: string;
  readonly seed: number;
  /** Gateways that shared the traffic. */
  readonly replicas: number;
  readonly start: string;
  readonly durationMs: number;
  readonly requests: number;
  readonly succeeded: number;
  readonly successRate: number;
  readonly attempts: number;
  /** Probes, of all replicas. */
  readonly probes: number;
  /** Requests that failed in the eyes of their callers, by what they came to. */
  readonly failures: Readonly<Record<string, number>>;
  readonly routes: readonly RouteReport[];
  readonly targets: readonly TargetReport[];
  readonly stepMs: number;
  readonly timeline: readonly Moment[];
  readonly spendNanoUsd: number;
  /** Answered requests whose price is not known: they are in no sum of money. */
  readonly unpriced: number;
  readonly baseline?: BaselineReport;
}
