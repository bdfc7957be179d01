import type { FaultClass, ReplyHeaders } from '../fault.js';
import type { FinishReason } from '../form/reply.js';
import type { QuotaReading } from '../quota.js';
import type { TokenUsage } from '../usage.js';

/** A reply of the vendor, as it was recorded. */
export interface RecordedReply {
  /** Default: 200. */
  readonly status?: number;
  /** Lower-case names. The content type is JSON, or of a stream `text/event-stream`, where it is not here. */
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text as it stands. */
  readonly body?: unknown;
  /** Instead of `body`: the pieces of a stream, as text. */
  readonly chunks?: readonly string[];
  /** Instead of `body`: the pieces of a stream whose bytes are no text. */
  readonly base64?: readonly string[];
  /** Which piece, counted from 0, a longer answer has any number of times; without it back-pressure is not claimed. */
  readonly repeats?: number;
}

/**
 * An answer of the vendor, for a provider whose protocol the kit cannot speak: `fixtures/<name>.json`, where the name is
 * that of the case (`text`, `tools`, `parallel-tools`, `reasoning`, `structured`, `image`, `usage`, `length`,
 * `content-filter`).
 */
export interface AnswerFixture {
  /** To a question that does not stream. */
  readonly reply?: RecordedReply;
  /** To one that does. */
  readonly stream?: RecordedReply;
  /** What a caller must end up with. */
  readonly says: {
    readonly text?: string;
    readonly reasoning?: string;
    readonly calls?: readonly { readonly name: string; readonly input: unknown }[];
    /** Default: `stop`. */
    readonly finish?: FinishReason;
    /** Every class that the vendor tells; absent: it tells none, and none may be made up. */
    readonly usage?: TokenUsage;
  };
}

/** A refusal of the vendor, and what it means: one of `fixtures/faults.json`. With status 200, an error inside a reply. */
export interface FaultFixture extends RecordedReply {
  readonly status: number;
  /** For people. */
  readonly name?: string;
  /** The question was one for a stream. Default: no. */
  readonly stream?: boolean;
  readonly class: FaultClass;
  /** Options of the provider that this depends on, besides those that it is checked with. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Headers of a reply, and the rate limits that they tell: one of `fixtures/quota.json`. */
export interface QuotaFixture {
  /** Lower-case names. */
  readonly headers: ReplyHeaders;
  readonly readings: readonly QuotaReading[];
  /** Options of the provider that this depends on, besides those that it is checked with. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** The same as the files of a package's `fixtures` folder, given to the kit by a test. */
export interface KitFixtures {
  /** By name of the case. */
  readonly answers?: Readonly<Record<string, AnswerFixture>>;
  readonly faults?: readonly FaultFixture[];
  readonly quota?: readonly QuotaFixture[];
}
