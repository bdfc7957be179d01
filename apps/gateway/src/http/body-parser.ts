import type { FastifyInstance } from 'fastify';

/**
 * Bodies stay bytes: the dialects read them, and a provider gets what the caller wrote. Any content type is taken,
 * since clients differ in what they declare.
 */
export function keepBodiesAsBytes(fastify: FastifyInstance, limitBytes: number): void {
  fastify.removeAllContentTypeParsers();
  // Forms hold files: they are read as they come.
  fastify.addContentTypeParser('multipart/form-data', (_request, payload, done) => done(null, payload));
  fastify.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: limitBytes }, (_request, body, done) => {
    done(null, body);
  });
}
