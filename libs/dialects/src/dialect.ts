import type { DialectName, Failure, Operation, TokenUsage } from '@fairlead/plugin-sdk';

/** One wire protocol: what a request asks, what a reply means, how an error is said. Pure functions over bytes. */
export interface Dialect {
  readonly name: DialectName;
  readonly operation: Operation;
  /** Reads what routing needs from a request. */
  readRequest(body: Uint8Array): RequestReading;
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
  /** The error as an event inside a stream that has begun. */
  errorEvent(error: DialectError): Uint8Array;
  /** Reply headers, lower case, that callers of this protocol read besides content type and rate limits. */
  readonly replyHeaders: ReadonlySet<string>;
  /** What ends a stream that is complete. */
  readonly terminator: Uint8Array;
}

export interface RequestShape {
  readonly model: string;
  readonly stream: boolean;
  readonly maxOutputTokens?: number;
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
}

export interface StreamReading {
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
}

export interface StreamEvent {
  readonly bytes: Uint8Array;
  /**
   * `silent`: comments, pings, empty deltas: proof of a connection, not of work. `content`: something the caller
   * waits for. `progress`: finish reason or usage. `done`: the terminator. `malformed`: not this protocol.
   */
  readonly kind: 'silent' | 'content' | 'progress' | 'done' | 'error' | 'malformed';
  /** With `error`. */
  readonly failure?: Failure;
}

/** An error on its way to a caller, in no dialect yet. */
export interface DialectError {
  readonly status: number;
  readonly message: string;
  /** The provider's own, where its error is surfaced. */
  readonly type?: string;
  readonly code?: string;
  readonly param?: string;
  /** What only Fairlead says: request id, route, attempts. */
  readonly fairlead?: Readonly<Record<string, unknown>>;
}
