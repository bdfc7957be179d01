import type { FaultClass, Rng, TargetId } from '@fairlead/plugin-sdk';
import type { RehearsedRequest } from './rehearsed-request.js';

/** An attempt reaches a target. */
export interface Arrival {
  readonly target: TargetId;
  readonly request: RehearsedRequest;
  /** Which of its request's attempts, from 1; undefined for a copy and for a probe. */
  readonly attempt?: number;
  readonly nowMs: number;
  /** In flight there, this attempt included. */
  readonly inflight: number;
  readonly chance: Pick<Rng, 'float'>;
}

/** What it meets there. */
export type Encounter = Answering | Failing;

export interface Answering {
  readonly firstTokenMs: number;
  readonly perTokenMs: number;
}

export interface Failing {
  readonly fault: FaultClass;
  readonly failAfterMs: number;
  /** What the refusal asks for. */
  readonly retryAfterMs?: number;
}
