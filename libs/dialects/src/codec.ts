import type { CarriageTable, Conversation, Reply, StreamPart } from './form/index.js';
import type { DialectError } from './dialect-error.js';
import type { JsonObject } from './json/decode.js';

/** A conversation dialect, in and out of the intermediate form. All functions are pure; none throws for its input. */
export interface Codec {
  readonly carriage: CarriageTable;
  /** @param call what the URL said, for dialects that put it there */
  decodeRequest(body: JsonObject, call: CallShape): Decoded<Conversation>;
  /**
   * The request in this dialect, for a target that knows it by `model`. What the table calls dropped is left out;
   * what it calls refused does not come here.
   */
  encodeRequest(conversation: Conversation, model: string): JsonObject;
  /** A reply that `readReply` judged `ok`. */
  decodeReply(body: JsonObject): Reply;
  encodeReply(reply: Reply, context: EncodingContext): JsonObject;
  /** Follows a provider's stream. */
  openDecoder(): StreamDecoder;
  /** Writes a stream to a caller. */
  openEncoder(context: EncodingContext): StreamEncoder;
  /** Fields of the dialect's own, at the top of a request, that are a tie. */
  readonly ties?: Readonly<Record<string, RequestTie>>;
}

/**
 * What ties a request to its provider: state that is kept there (`state`), an answer that will be kept (`stored`), a
 * tool that the provider runs (`provider_tool`), a file that was sent there before (`upload`).
 */
export type RequestTie = 'state' | 'stored' | 'provider_tool' | 'upload';

/** What a request says of itself beside its body. */
export interface CallShape {
  readonly model: string;
  readonly stream: boolean;
  /** It holds several requests at once, in dialects that have another address for those. */
  readonly batch?: boolean;
}

export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  /** `param`: the path of the problem as callers of the dialect write it: `messages[2].content[0].type`. */
  | { readonly ok: false; readonly message: string; readonly param: string };

/** What a reply needs that the provider of another dialect may not have said. */
export interface EncodingContext {
  /** 32 hex digits, unique to the exchange: identifiers are made of it. */
  readonly seed: string;
  /** Unix time in seconds, where the provider states none. */
  readonly nowS: number;
  /** The request as its caller meant it. */
  readonly conversation: Conversation;
  /** The request as its caller wrote it: some dialects repeat parts of it in the reply. */
  readonly request: JsonObject;
}

export interface StreamDecoder {
  /** @param event its `event:` name, where it has one, and its data. Neither an error nor the terminator comes here. */
  read(event: { readonly name?: string; readonly json: JsonObject }): readonly StreamPart[];
  /** The provider finished: whatever is still open is closed, and `end` is said. */
  finish(): readonly StreamPart[];
}

export interface StreamEncoder {
  /** @returns whole events as text, '' for none. `end` gives the dialect's terminator, after whatever was held back. */
  write(part: StreamPart): string;
  /** The event or events that make every client of the dialect raise an error, behind what was written so far. */
  error(error: DialectError): string;
}
