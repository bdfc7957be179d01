import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { ClientPort } from '@fairlead/engine';

/** One request for the gateway, however it came in. */
export interface Call {
  readonly method: string;
  /** Path and query, below where the gateway is mounted. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: IncomingHttpHeaders;
  /** Held, or a form that is read as it comes; undefined: none. */
  readonly body: Uint8Array | Readable | undefined;
}

/** Who called, and waits for the answer. */
export interface Caller extends ClientPort {
  /** Breaks it off at once, wherever the answer is, as if the caller had left. */
  cut(): void;
}
