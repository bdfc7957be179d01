import type { Fault, ReplyHeaders, TokenUsage } from '@fairlead/plugin-sdk';
import type { Choice, Flight, FlightOutcome } from '@fairlead/routing';
import type { Lane, LaneReply } from './lanes/lane.js';
import type { Bill } from './money.js';

export interface TrialFacts {
  readonly choice: Choice;
  readonly lane: Lane;
  readonly flight: Flight;
  readonly outcome: FlightOutcome;
  readonly durationMs: number;
  readonly replyHeaders: ReplyHeaders;
  readonly usage?: TokenUsage | undefined;
  readonly bill: Bill;
  readonly droppedEvents: number;
}

/** How one trial of one target ended. The flight is still to be ended, by whoever knows whose fault it was. */
export type TrialEnd = TrialFacts &
  (
    | { readonly kind: 'done'; readonly reply?: LaneReply | undefined }
    | { readonly kind: 'failed'; readonly fault: Fault; readonly committed: boolean; poisoned: boolean }
    | { readonly kind: 'cancelled'; readonly committed: boolean }
  );
