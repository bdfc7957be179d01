import type { RehearsedRequest } from '../../stage/rehearsed-request.js';

/** Requests in the order in which they come. */
export interface Traffic {
  /** Calendar time at 0 ms. */
  readonly start: Date | undefined;
  /** How long it goes on, for the axis of a report. */
  readonly forMs: number;
  /** Whoever asks again gets the same requests again. */
  requests(): Iterable<TimedRequest>;
}

export interface TimedRequest {
  readonly atMs: number;
  readonly request: RehearsedRequest;
}
