import type { WindowLength } from './calendar-window.js';

/** So much money a window, per value of a scope. Money is integer nano-dollars. */
export interface BudgetTerms {
  readonly name: string;
  readonly limitNanoUsd: number;
  readonly per: WindowLength;
  /** Fraction of the limit that is told once a window. */
  readonly warnAt?: number;
}

/** One budget's money for one scope value, as it stands. */
export interface BudgetStanding {
  readonly spentNanoUsd: number;
  /** Estimates of what is under way. */
  readonly reservedNanoUsd: number;
  /** When the window ends, milliseconds since 1970. */
  readonly windowEndsMs: number;
}

/** So much of a budget is spent; told once a window and scope value. */
export interface BudgetWarning {
  readonly budget: string;
  /** Empty where the budget is one for all. */
  readonly scope: string;
  readonly spentNanoUsd: number;
  readonly limitNanoUsd: number;
}
