import type { TokenUsage } from '../usage.js';
import type { Extras } from './extras.js';
import type { TokenLogprob } from './logprobs.js';
import type { Part } from './part.js';

/** A whole answer, in no dialect. */
export interface Reply {
  /** The provider's own. */
  readonly id?: string;
  /** As the provider spells it. */
  readonly model?: string;
  /** Unix time in seconds. */
  readonly createdS?: number;
  /** At least one, ascending by index. */
  readonly choices: readonly Choice[];
  readonly usage?: ReplyUsage;
  readonly serviceTier?: string;
  readonly extras?: Extras;
}

/** One of the answers to a request, whole. */
export interface Choice {
  readonly index: number;
  /** Text, reasoning, tool calls, refusals, media and vendor parts, in order. */
  readonly parts: readonly Part[];
  readonly finish: Finish;
  /** Of the whole choice, where the dialect does not say them part by part. */
  readonly logprobs?: readonly TokenLogprob[];
  readonly extras?: Extras;
}

/** Why an answer is over. */
export interface Finish {
  readonly reason: FinishReason;
  /** With `stop_sequence`, where the provider says which. */
  readonly sequence?: string;
}

/**
 * Why the answer ends. `stop`: the model was done. `pause`: the provider wants the turn sent back to go on.
 * `context_length`: the window is full. `malformed_call`: the model wrote a tool call that cannot be read. `other`:
 * a reason without a common word; the wire's own is in `extras`.
 */
export type FinishReason =
  | 'stop'
  | 'stop_sequence'
  | 'length'
  | 'tool_calls'
  | 'content_filter'
  | 'refusal'
  | 'pause'
  | 'context_length'
  | 'malformed_call'
  | 'other';

/** Tokens in classes that overlap as {@link TokenUsage} says, and what the wire says beyond them. */
export interface ReplyUsage {
  readonly tokens: TokenUsage;
  readonly extras?: Extras;
}
