import type { IncomingMessage } from 'node:http';

/** What nginx calls `lingering_timeout`: a caller that uploads for longer than this meets a reset. */
const MAX_LINGER_MS = 5000;

/**
 * Reads the rest of an upload and throws it away. A refusal that is sent, and its connection closed, while the caller
 * still writes is lost to a connection reset; most callers read only once they have written everything.
 */
export function discardBody(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(finish, MAX_LINGER_MS);
    function finish(): void {
      clearTimeout(timer);
      resolve();
    }
    request.once('end', finish);
    request.once('close', finish);
    request.resume();
  });
}
