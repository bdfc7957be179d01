import type { JsonObject } from '../json.js';
import type { Extras } from './extras.js';
import type { Part } from './part.js';
import type { Tool, ToolChoice } from './tool.js';

/** A request for the next turn of a conversation, in no dialect. Absent fields were not asked for. */
export interface Conversation {
  /** As the caller wrote it. */
  readonly model: string;
  readonly stream: boolean;
  /** In order; system and developer messages stand where the caller put them. Never empty. */
  readonly messages: readonly Message[];
  readonly tools?: readonly Tool[];
  readonly toolChoice?: ToolChoice;
  /** False: at most one call a turn. */
  readonly parallelToolCalls?: boolean;
  readonly maxOutputTokens?: number;
  readonly sampling?: Sampling;
  readonly stop?: readonly string[];
  /** How many answers; absent: 1. */
  readonly choices?: number;
  readonly reasoning?: Reasoning;
  readonly output?: OutputForm;
  /** `low`, `medium`, `high`. */
  readonly verbosity?: string;
  /** What the answer may be made of, beside text. */
  readonly modalities?: readonly ('audio' | 'image')[];
  /** Voice and format of a spoken answer, as the caller wrote it. */
  readonly speech?: JsonObject;
  readonly logprobs?: { readonly top?: number };
  /** Requests with the same key are likely to share a prompt prefix. */
  readonly cacheKey?: string;
  readonly cacheRetention?: string;
  /** The whole prompt is worth keeping, to the last part that can be. */
  readonly cache?: { readonly ttl?: '5m' | '1h' };
  /** `auto`, `default`, `flex`, `priority`, `standard_only`…, as the caller wrote it. */
  readonly serviceTier?: string;
  /** The end user, for abuse detection. */
  readonly user?: string;
  readonly metadata?: JsonObject;
  /** Whether the provider shall keep the answer for later reference. */
  readonly store?: boolean;
  /** A reply that the provider keeps, and that comes before `messages`. */
  readonly previousReplyId?: string;
  /** The stream's last word before its end is the usage. Absent: as the dialect has it. */
  readonly includeUsage?: boolean;
  readonly extras?: Extras;
}

/** One turn of a conversation. */
export interface Message {
  /** `tool` holds tool results alone; other parts of the same turn are the next message's. */
  readonly role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  readonly parts: readonly Part[];
  /** Tells participants of one role apart. */
  readonly name?: string;
  readonly extras?: Extras;
}

/** How the next token is drawn. What is absent was not asked for. */
export interface Sampling {
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly seed?: number;
  /** Token id → bias. */
  readonly logitBias?: Readonly<Record<string, number>>;
}

/** How much a model may think, from nothing to all it can. */
export const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
/** One of `EFFORTS`. */
export type Effort = (typeof EFFORTS)[number];

/** How much the model thinks before it speaks. Where both are given, `budgetTokens` is the more exact word. */
export interface Reasoning {
  readonly effort?: Effort;
  /** 0: do not think. */
  readonly budgetTokens?: number;
  /** The model decides how much; overrides nothing that is given above. */
  readonly adaptive?: boolean;
  /** Show the thoughts: `none` hides them, the others say how. Absent: the dialect's default. */
  readonly show?: 'none' | 'auto' | 'concise' | 'detailed';
  /** Send the thoughts sealed, to be returned with the next request. */
  readonly sealed?: boolean;
}

/** What form the answer is to have. */
export type OutputForm =
  /** Any JSON object. */
  | { readonly kind: 'json' }
  | {
      readonly kind: 'schema';
      readonly schema: JsonObject;
      readonly name?: string;
      readonly description?: string;
      readonly strict?: boolean;
    };
