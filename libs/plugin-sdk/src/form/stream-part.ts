import type { Citation } from './citation.js';
import type { Extras } from './extras.js';
import type { TokenLogprob } from './logprobs.js';
import type { MediaPart, ReasoningPart, RefusalPart, TextPart, ToolCallPart, VendorPart } from './part.js';
import type { Finish, ReplyUsage } from './reply.js';
import type { Signature } from './signature.js';

/**
 * One step of an answer that is being given, in no dialect. The order: `start`, then blocks (`open`, its deltas,
 * `close`), then one `finish` for each choice, `usage` anywhere, `end` last. Blocks of one choice may overlap (parallel
 * tool calls do); `inSequence` puts them one behind the other for a dialect that cannot say it otherwise.
 */
export type StreamPart =
  | StreamStart
  | BlockOpen
  | BlockDelta
  | BlockClose
  | StreamFinish
  /** The totals so far; the last one counts. */
  | { readonly kind: 'usage'; readonly usage: ReplyUsage }
  /** The provider is done, and said so. */
  | { readonly kind: 'end'; readonly extras?: Extras };

/** The first part of every answer. */
export interface StreamStart {
  readonly kind: 'start';
  readonly id?: string;
  readonly model?: string;
  /** Unix time in seconds. */
  readonly createdS?: number;
  readonly serviceTier?: string;
  readonly extras?: Extras;
}

/** A block of an answer begins. */
export interface BlockOpen {
  readonly kind: 'open';
  readonly choice: number;
  /** Counted from 0 over the whole reply, all choices together, in the order of opening. */
  readonly block: number;
  /** What it is. Text, reasoning, refusals and inputs begin empty and grow; media and vendor parts are whole. */
  readonly part: BlockPart;
}

/** What a block of a stream can be. */
export type BlockPart = TextPart | ReasoningPart | RefusalPart | ToolCallPart | MediaPart | VendorPart;

/** What a block grows by. */
export interface BlockDelta {
  readonly kind: 'delta';
  readonly block: number;
  /** Appended to `text`, or to `input` of a tool call. */
  readonly text?: string;
  readonly citations?: readonly Citation[];
  readonly logprobs?: readonly TokenLogprob[];
  /** Set once, when the block is nearly done. */
  readonly signature?: Signature;
  readonly sealed?: Signature;
  /** Of a vendor block: the wire's own delta. */
  readonly extras?: Extras;
}

/** A block is complete. */
export interface BlockClose {
  readonly kind: 'close';
  readonly block: number;
  /** What the wire says of the whole block only now. */
  readonly extras?: Extras;
}

/** One of the answers is over. */
export interface StreamFinish {
  readonly kind: 'finish';
  readonly choice: number;
  readonly finish: Finish;
  readonly extras?: Extras;
}
