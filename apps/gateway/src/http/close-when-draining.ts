import type { FastifyInstance } from 'fastify';

/** While draining, every reply asks its caller to reconnect, and so to find another process. */
export function closeWhenDraining(fastify: FastifyInstance, state: { readonly draining: boolean }): void {
  fastify.addHook('onRequest', (_request, reply, done) => {
    if (state.draining) void reply.header('connection', 'close');
    done();
  });
}
