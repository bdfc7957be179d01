import type { onRequestHookHandler } from 'fastify';

/** While draining, every reply asks its caller to reconnect, and so to find another process. */
export function closeWhenDraining(state: { readonly draining: boolean }): onRequestHookHandler {
  return (_request, reply, done) => {
    if (state.draining) void reply.header('connection', 'close');
    done();
  };
}
