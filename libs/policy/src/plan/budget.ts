import type { Expression } from '../expression/expression.js';

/** So much money a window, per value of the scope. */
export interface BudgetPlan {
  readonly name: string;
  /** Integer nano-dollars. */
  readonly limitNanoUsd: number;
  /** Aligned to UTC: the hour, the day, Monday, the first of the month. */
  readonly per: 'hour' | 'day' | 'week' | 'month';
  /** Each value has money of its own; undefined: one for all. */
  readonly scope?: Expression<string>;
  readonly appliesTo: 'requests' | 'probes' | 'shadow' | 'hedges';
  /** Fraction of the limit that is logged once a window. */
  readonly warnAt?: number;
  readonly onExceeded: OnExceeded;
  /** 1-based line in the policy file. */
  readonly line: number;
}

export type OnExceeded =
  | { readonly action: 'reject' | 'log_only' }
  /** The request goes by this route's plan instead. */
  | { readonly action: 'use_route'; readonly route: string };
