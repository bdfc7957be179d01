import type { FastifyInstance } from 'fastify';
import { holdBody } from './held-body.js';

/**
 * Bodies stay bytes: the dialects read them, and a provider gets what the caller wrote. Any content type is taken,
 * since clients differ in what they declare.
 */
export function keepBodiesAsBytes(fastify: FastifyInstance, limitBytes: number): void {
  fastify.removeAllContentTypeParsers();
  // Forms hold files: they are read as they come.
  fastify.addContentTypeParser('multipart/form-data', (_request, payload, done) => done(null, payload));
  fastify.addContentTypeParser('*', ({ headers }, payload, done) => {
    const length = headers['content-length'];
    holdBody(payload, length === undefined ? undefined : Number(length), limitBytes, done);
  });
}
