import type { onRequestHookHandler } from 'fastify';

/** Asks so many callers, whoever sends a request next, to reconnect after their reply: another process has fewer. */
export class Shedding {
  /** Connections that are still to be left. */
  remaining = 0;

  readonly hook: onRequestHookHandler = (_request, reply, done) => {
    if (this.remaining > 0) {
      this.remaining--;
      void reply.header('connection', 'close');
    }
    done();
  };
}
