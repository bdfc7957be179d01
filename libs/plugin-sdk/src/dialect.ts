import type { Conversation } from './form/conversation.js';
import type { Reply } from './form/reply.js';
import type { StreamPart } from './form/stream-part.js';
import type { Failure } from './fault.js';
import type { JsonObject } from './json.js';

/**
 * A wire protocol of conversations that a plugin brings: how a request is written in it and what its replies mean. The
 * host moves the bytes. All functions are pure; they may throw a `Fault`: of class `unsupported_parameter` for what the
 * protocol cannot say (another target is tried), of any other class for what a reply turns out to be.
 */
export interface DialectDefinition {
  /** How a stream is cut into events. A `Framing` of one's own is for what is neither (binary event streams). */
  readonly framing: 'sse' | 'ndjson' | (() => Framing);
  /**
   * The body to send.
   *
   * @param conversation what the caller wants; `stream` says how it wants it
   * @param model as the provider spells it
   */
  encodeRequest(conversation: Conversation, model: string): JsonObject;
  /** A whole reply of status 200. */
  decodeReply(body: JsonObject): Reply;
  /** For one stream: a new one for each. */
  openDecoder(): PartDecoder;
  /**
   * What the body of a refusal says. Absent: `error.code`, `error.type`, `error.message`, `message` and `detail` are
   * looked for, as most vendors write them.
   *
   * @param body undefined where it is no JSON object
   */
  readFailure?(status: number, body: JsonObject | undefined): FailureReading;
}

/** The words of a refusal; what is absent is not known. */
export type FailureReading = Pick<Failure, 'code' | 'type' | 'message' | 'param' | 'retryAfterMs'>;

/** Follows one stream. */
export interface PartDecoder {
  /**
   * @returns the parts that this event means, in the order of `StreamPart`; `end` only when the provider said that it
   * is done: a stream without it is a broken one
   * @throws Fault when the event is an error
   */
  read(event: WireEvent): readonly StreamPart[];
}

/** One event of a stream: a server-sent event, a line of NDJSON, or a frame. */
export interface WireEvent {
  /** The `event:` field of a server-sent event, or what the framing calls it. */
  readonly name?: string;
  /** As text; of a frame, decoded as UTF-8. */
  readonly data: string;
  /** The data, where it is a JSON object. */
  readonly json?: JsonObject;
}

/** Cuts one stream into events, wherever its chunks end. */
export interface Framing {
  /** @throws Fault `protocol_error` for bytes that are not in this framing */
  feed(chunk: Uint8Array): readonly WireEvent[];
}

/** Identity at run time; at compile time it checks the definition. */
export function defineDialect(definition: DialectDefinition): DialectDefinition {
  return definition;
}
