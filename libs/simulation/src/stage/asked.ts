import type { DecidedExchange, ExchangeReport } from '@fairlead/engine';
import type { TargetId } from '@fairlead/plugin-sdk';
import type { RehearsedRequest } from './rehearsed-request.js';

/** One call to a target: an attempt, the second half of a race, or a copy. */
export interface Call {
  readonly target: TargetId;
  /** Undefined for a copy, which no tier sends. */
  readonly tier?: string;
  readonly atMs: number;
}

/** A request that was asked, everyone it went to, and its end. */
export interface Asked {
  readonly id: string;
  readonly request: RehearsedRequest;
  readonly calls: Call[];
  /** Once it is over. */
  report?: ExchangeReport;
  /** How it was decided, where the rehearsal keeps that. */
  decided?: DecidedExchange;
}

/** Calls that could have answered: a copy answers nobody. */
export function attemptsOf({ calls }: Asked): Call[] {
  return calls.filter(({ tier }) => tier !== undefined);
}
