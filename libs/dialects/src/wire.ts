import type { Fault, ReplyHeaders, WireRequest } from '@fairlead/plugin-sdk';

/**
 * One provider, as the engine sees it: requests go out, replies come back as bytes. How (sockets, TLS, proxies, or
 * in process) is the other side's business.
 */
export interface Upstream {
  /** Starts one attempt. Never throws: what fails reaches `sink.onError`, never before this call has returned. */
  send(request: UpstreamRequest, sink: ReplySink): ReplyFlow;
}

/** One attempt's request. */
export interface UpstreamRequest extends WireRequest {
  /** The body as an object, where the gateway wrote it: the provider's plugin may correct it before it is sent. */
  readonly draft?: Record<string, unknown>;
  /** How a request goes that is no JSON posted to the operation's own address. */
  readonly relay?: RelayForm;
}

/** What of a relayed request and its reply passes as it is. */
export interface RelayForm {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** What follows the operation's address: a kept reply's id, a query. */
  readonly suffix?: string;
  readonly contentType?: string;
  readonly accept?: string;
  /** A body that is sent as it comes, instead of `body`. */
  readonly upload?: AsyncIterable<Uint8Array>;
}

/** A reply as it arrives: `onConnected?` `onHeaders` `onData*`, then exactly one of `onEnd` and `onError`. */
export interface ReplySink {
  /** A connection stands and the request is being written. */
  onConnected(): void;
  onHeaders(status: number, headers: ReplyHeaders): void;
  /** `chunk` is the sink's own from here on. */
  onData(chunk: Uint8Array): void;
  onEnd(): void;
  /**
   * `connect_error` before the first byte of a reply (with `staleConnection` on a reused socket),
   * `timeout_connect`, `stream_broken` after it, or what the plugin threw.
   */
  onError(fault: Fault): void;
}

/** The consumer's hold on a reply. */
export interface ReplyFlow {
  /** No `onData` until `resume`; what was under way may still arrive once. */
  pause(): void;
  resume(): void;
  /** Ends the attempt at once; the provider sees its connection (or stream) reset. No call of the sink follows. */
  abort(): void;
}
