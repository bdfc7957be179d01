import type { TargetId } from '@fairlead/plugin-sdk';
import type { CircuitState } from '@fairlead/health';
import type { Asked } from '../stage/asked.js';

/** All that happened in one test. */
export interface TestRun {
  readonly requests: readonly Asked[];
  /** By the moment as the file writes it. */
  readonly moments: ReadonlyMap<string, ReadonlyMap<TargetId, CircuitState>>;
  /** Out when the last request was over. */
  readonly ejected: readonly TargetId[];
  /** Up to the end of the load. */
  readonly ejections: ReadonlyMap<TargetId, number>;
}
