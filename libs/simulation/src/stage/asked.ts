import type { TargetId } from '@fairlead/plugin-sdk';
import type { RehearsedRequest } from './rehearsed-request.js';

/** One call to a target: an attempt, the second half of a race, or a copy. */
export interface Call {
  readonly target: TargetId;
  /** Undefined for a copy, which no tier sends. */
  readonly tier?: string;
  readonly atMs: number;
}

/** A request that was asked, and everyone it went to. */
export interface Asked {
  readonly id: string;
  readonly request: RehearsedRequest;
  readonly calls: Call[];
}
