import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** What the provider saw of one request, and what became of it. Times are `performance.now()` milliseconds. */
export interface SeenRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Exactly as received; "" until the whole body has arrived. */
  bodyText: string;
  /** The parsed body; an empty object when it is not a JSON object. */
  body: Readonly<Record<string, unknown>>;
  /** 1 for the first request after the script was last set. */
  readonly attemptOrdinal: number;
  /** Name of the behaviour that it met. */
  readonly behaviour: string;
  /** 1 for the first connection; the same number again means that the connection was reused. */
  readonly connectionId: number;
  /** The client left before the reply was complete. */
  aborted: boolean;
  abortedAt?: number;
  /** Bytes of reply body that the socket has taken so far. */
  bytesSent: number;
  /** The socket refused bytes at least once because the client did not read. */
  blocked: boolean;
}

/** Reads the body into the record. Rejects when the client leaves half-way. */
export async function readBody(incoming: IncomingMessage, seen: SeenRequest): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  seen.bodyText = Buffer.concat(parts).toString();
  seen.body = parseObject(seen.bodyText);
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
