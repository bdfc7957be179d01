import type { FastifyInstance } from 'fastify';
import { requestId } from './ingress.js';

/** Answers outside an exchange have an id too, under both names that client libraries read. */
export function identifyAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (!reply.hasHeader('x-request-id')) {
      const id = requestId(request.headers);
      void reply.headers({ 'x-request-id': id, 'request-id': id });
    }
    done(null, payload);
  });
}
