import { request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export interface CallOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Destroys the connection. */
  readonly signal?: AbortSignal;
  /** Called with each piece of body as the socket delivered it. */
  readonly onBytes?: (bytes: Buffer) => void;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The body as the socket delivered it. */
  readonly pieces: readonly Buffer[];
  readonly text: string;
  /** `cut`: the connection closed before the reply was complete. */
  readonly ending: 'complete' | 'cut' | 'aborted';
}

/**
 * One HTTP call on a connection of its own, with nothing smoothed over: a cut reply is an answer that says so.
 * Rejects with the socket's error (`ECONNREFUSED`, `ECONNRESET`…) when no reply began.
 */
export async function call(
  url: string,
  body?: object | string,
  options: CallOptions = {},
): Promise<HttpAnswer> {
  const incoming = await send(url, body, options);
  const pieces: Buffer[] = [];
  const ending = await readAll(incoming, options, pieces);
  const { statusCode = 0, headers } = incoming;
  return { status: statusCode, headers, pieces, text: Buffer.concat(pieces).toString(), ending };
}

function send(
  url: string,
  body: object | string | undefined,
  options: CallOptions,
): Promise<IncomingMessage> {
  const headers = { 'content-type': 'application/json', ...options.headers };
  const method = options.method ?? (body === undefined ? 'GET' : 'POST');
  const { signal } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false, ...(signal && { signal }) }, resolve);
    outgoing.on('error', reject);
    outgoing.end(typeof body === 'object' ? JSON.stringify(body) : body);
  });
}

async function readAll(
  incoming: IncomingMessage,
  { signal, onBytes }: CallOptions,
  pieces: Buffer[],
): Promise<HttpAnswer['ending']> {
  try {
    for await (const piece of incoming) {
      pieces.push(piece as Buffer);
      onBytes?.(piece as Buffer);
    }
    return 'complete';
  } catch {
    return signal?.aborted ? 'aborted' : 'cut';
  }
}
