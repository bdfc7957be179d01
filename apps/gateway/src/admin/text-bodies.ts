import type { FastifyInstance } from 'fastify';

/** Whatever is posted to the admin listener is the text of a policy, however the caller's tool labels it. */
export function keepBodiesAsText(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}
