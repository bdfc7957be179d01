import type { Dialect, StreamEvent, StreamReading, StreamVoice } from '@fairlead/dialects';

/** How one request goes to a target and its reply comes back: as the bytes they are, or translated. */
export interface Lane {
  /** What the target is spoken to in. */
  readonly dialect: Dialect;
  /** The caller's own bytes pass; what belongs to its dialect beside them (headers, error types) may pass too. */
  readonly passes: boolean;
  /** Fields of the request that the target's dialect has no word for, and that change nothing. */
  readonly dropped: readonly string[];
  request(model: string): LaneRequest;
  /**
   * A whole reply that the target's dialect judged good.
   * @throws what a reply that is no such thing after all makes a decoder throw
   */
  reply(body: Uint8Array): LaneReply;
  /** @param reading follows the same stream; what it has seen is said in `errorEvent` */
  openStream(reading: StreamReading): StreamLane;
}

export interface LaneRequest {
  readonly body: Uint8Array;
  /** It holds several requests at once. */
  readonly batch?: boolean;
  /** The same as an object, where the gateway wrote it: the provider's plugin may correct it. */
  readonly draft?: Record<string, unknown>;
}

export interface LaneReply {
  readonly body: Uint8Array;
  /** What of the reply the caller's dialect has no word for. */
  readonly dropped: readonly string[];
}

/** A stream on its way to the caller. */
export interface StreamLane extends StreamVoice {
  /** What the caller gets for these events; undefined: nothing now. */
  pass(events: readonly StreamEvent[]): Uint8Array | undefined;
  /** The provider is done. `terminated`: its terminator was among the events. */
  end(terminated: boolean): Uint8Array | undefined;
}
