import type { Capability, DialectName, Failure, Operation, TokenUsage } from '@fairlead/plugin-sdk';
import type { CallShape, Codec } from './codec.js';
import type { CountingCodec } from './counting.js';
import type { DialectError } from './dialect-error.js';
import type { EmbeddingsCodec } from './embeddings/embeddings-codec.js';
import type { JsonObject } from './json/decode.js';
import type { Span } from './json/splice.js';

/** One wire protocol: what a request asks, what a reply means, how an error is said. Pure functions over bytes. */
export interface Dialect {
  readonly name: DialectName;
  readonly operation: Operation;
  /**
   * Reads what routing needs from a request.
   *
   * @param call what the URL said, for dialects whose body does not say it
   */
  readRequest(body: Uint8Array, call?: CallShape): RequestReading;
  /** The same request for another model name; every other byte stays. The body itself when nothing changes. */
  withModel(body: Uint8Array, request: RequestShape, model: string): Uint8Array;
  /** Judges a complete 200 reply. */
  readReply(body: Uint8Array): ReplyReading;
  /** Judges a 200 stream, event by event. */
  openStream(): StreamReading;
  /** Reads an error body of the provider, whatever shape it has. */
  readFailure(status: number, headers: Failure['headers'], body: Uint8Array): Failure;
  /** The whole error reply of the gateway. */
  errorBody(error: DialectError): Uint8Array;
  /** Its replies are not read: they pass as they come, whatever they are. */
  readonly relayed?: true;
  /** Its way into the intermediate form and back; absent: it is only ever passed on. */
  readonly codec?: Codec;
  /** The same for a dialect of embeddings. */
  readonly embeddings?: EmbeddingsCodec;
  /** The same for a dialect of token counting. */
  readonly counting?: CountingCodec;
  /** Reply headers, lower case, that callers of this protocol read besides content type and rate limits. */
  readonly replyHeaders: ReadonlySet<string>;
  /** What ends a stream that is complete. */
  readonly terminator: Uint8Array;
}

export interface RequestShape extends CallShape {
  /** Where its body says the model, for dialects whose body does. */
  readonly modelAt?: readonly Span[];
  readonly maxOutputTokens?: number;
  /** Where it is known without counting or guessing from the size of the body. */
  readonly promptTokens?: number;
  /** What stands for the beginning of its prompt, where that is known without reading it. */
  readonly promptPrefix?: string;
  /** What the request cannot do without; absent: not looked at. */
  readonly capabilities?: readonly Capability[];
  /** A reply kept by a provider that the request goes on from: only the target that made it can. */
  readonly previousReplyId?: string;
  /** The provider is to keep the answer. */
  readonly stored?: boolean;
}

export type RequestReading =
  | { readonly ok: true; readonly request: RequestShape }
  | { readonly ok: false; readonly message: string; readonly param?: string; readonly code: string };

export interface ReplyReading {
  readonly verdict: 'ok' | 'empty' | 'malformed' | 'error';
  readonly usage?: TokenUsage;
  /** The provider refused or cut the output by its content policy; the reply is passed on all the same. */
  readonly filtered?: boolean;
  /** With `error`: what the provider said inside its 200. */
  readonly failure?: Failure;
  /** The provider keeps this reply under this id. */
  readonly keptAs?: string;
}

/** Who speaks to the caller of a stream. */
export interface StreamVoice {
  /** The event or events that make every client of the dialect raise an error, behind what has been passed on. */
  errorEvent(error: DialectError): Uint8Array;
}

export interface StreamReading extends StreamVoice {
  /**
   * @returns the events that are complete, neighbours in one buffer
   * @throws RangeError when an event is too large to hold
   */
  feed(chunk: Uint8Array): StreamEvent[];
  /** What the provider left without its last blank line, completed. */
  flush(): StreamEvent[];
  /** Every choice has its finish reason. */
  readonly finished: boolean;
  readonly filtered: boolean;
  readonly usage: TokenUsage | undefined;
  /** The provider keeps this reply under this id. */
  readonly keptAs?: string | undefined;
}

export interface StreamEvent {
  readonly bytes: Uint8Array;
  /** The `event:` field and the data, where it is an object: for a lane that translates. */
  readonly name?: string | undefined;
  readonly json?: JsonObject;
  /**
   * `silent`: comments, pings, empty deltas: proof of a connection, not of work. `content`: something the caller
   * waits for. `progress`: finish reason or usage. `done`: the terminator. `malformed`: not this protocol.
   */
  readonly kind: 'silent' | 'content' | 'progress' | 'done' | 'error' | 'malformed';
  /** With `error`. */
  readonly failure?: Failure;
}
