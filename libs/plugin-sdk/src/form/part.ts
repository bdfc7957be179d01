import type { FormOrigin } from '../operation.js';
import type { JsonObject } from '../json.js';
import type { Citation } from './citation.js';
import type { Extras } from './extras.js';
import type { TokenLogprob } from './logprobs.js';
import type { Signature } from './signature.js';

/** One piece of what is said, by either side, in the order it was said. */
export type Part =
  TextPart | MediaPart | ToolCallPart | ToolResultPart | ReasoningPart | RefusalPart | VendorPart;

interface AnyPart {
  /** The prompt up to and including this part is worth keeping in the provider's cache. */
  readonly cache?: CacheMarker;
  readonly extras?: Extras;
}

/** Up to here the prompt is worth keeping. `ttl`: for how long; absent: as the vendor has it. */
export interface CacheMarker {
  /** How long; absent: the provider's default. */
  readonly ttl?: '5m' | '1h';
}

/** Words. */
export interface TextPart extends AnyPart {
  readonly kind: 'text';
  readonly text: string;
  readonly citations?: readonly Citation[];
  readonly logprobs?: readonly TokenLogprob[];
}

/** Images, sound, films, documents. */
export interface MediaPart extends AnyPart {
  readonly kind: 'media';
  readonly media: 'image' | 'audio' | 'video' | 'document';
  readonly source: MediaSource;
  /** MIME type; of a URL it is often unknown. */
  readonly mediaType?: string;
  /** File name or title. */
  readonly name?: string;
  /** Resolution asked for: `low`, `high`, `auto`, `original`. */
  readonly detail?: string;
  /** What a document is about, for the model, beside its content. */
  readonly context?: string;
  /** The answer may cite this document. */
  readonly citable?: boolean;
}

/** Where the bytes of an image, a sound or a document are. */
export type MediaSource =
  | { readonly from: 'url'; readonly url: string }
  | { readonly from: 'data'; readonly base64: string }
  /** An upload that only the provider that has it knows. */
  | { readonly from: 'file'; readonly id: string }
  /** A document that is plain text. */
  | { readonly from: 'text'; readonly text: string };

/** The model calls a tool. */
export interface ToolCallPart extends AnyPart {
  readonly kind: 'tool_call';
  /** Unique in the conversation; its result names it. */
  readonly id: string;
  readonly name: string;
  /** JSON text of an object; of a `custom` tool, text of any kind. Empty while a stream has sent nothing. */
  readonly input: string;
  /** The tool takes text instead of JSON. */
  readonly custom?: boolean;
  /** Some vendors sign the call instead of the reasoning that led to it. */
  readonly signature?: Signature;
}

/** What a tool gave. */
export interface ToolResultPart extends AnyPart {
  readonly kind: 'tool_result';
  readonly callId: string;
  /** The tool's name, where the dialect states it. The decoder of one that does not looks it up by `callId`. */
  readonly name?: string;
  /** Text, media and vendor parts. */
  readonly content: readonly Part[];
  readonly failed?: boolean;
  readonly custom?: boolean;
}

/** What the model thought, readable or sealed. */
export interface ReasoningPart extends AnyPart {
  readonly kind: 'reasoning';
  /** Empty where it is sealed. */
  readonly text: string;
  /** `text` is a summary, in the vendor's own pieces joined by a blank line. */
  readonly summary?: boolean;
  /** Proves `text`. */
  readonly signature?: Signature;
  /** The thoughts themselves, sealed: redacted or encrypted content. */
  readonly sealed?: Signature;
  /** The vendor's id of this piece. */
  readonly id?: string;
}

/** The model declines, apart from its text. */
export interface RefusalPart extends AnyPart {
  readonly kind: 'refusal';
  readonly text: string;
}

/** A part that only `dialect` has a word for (server-side tools and their results). `value` is the wire's object. */
export interface VendorPart extends AnyPart {
  readonly kind: 'vendor';
  readonly dialect: FormOrigin;
  readonly value: JsonObject;
}
