import type { Readable } from 'node:stream';

/** What nginx calls `lingering_timeout`: a caller that uploads for longer than this meets a reset. */
const MAX_LINGER_MS = 5000;

/**
 * Reads the rest of an upload and throws it away. A refusal that is sent, and its connection closed, while the caller
 * still writes is lost to a connection reset; most callers read only once they have written everything.
 */
export function discardBody(request: Readable): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(finish, MAX_LINGER_MS);
    function finish(): void {
      clearTimeout(timer);
      resolve();
    }
    request.once('end', finish);
    request.once('close', finish);
    // Flows again even where an iterator has just let go of it, which `resume` alone does not do.
    request.on('data', ignore);
    request.resume();
  });
}

function ignore(): void {}
